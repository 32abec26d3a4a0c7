"use client";

import { AppLink } from "#components/ui/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { PlainParagraphs } from "#components/ui/plain-paragraphs.tsx";
import { QrCode } from "#components/ui/qr-code.tsx";
import type { Link } from "#lib/core/link/link.ts";
import type { LinkTexts } from "#lib/core/link/link-texts.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { WithLink } from "./with-link.tsx";

/** A sheet to print and put up, in the link's language. */
export function LinkSheet() {
	return <WithLink>{({ link, texts }) => <Sheet link={link} texts={texts} />}</WithLink>;
}

function Sheet({ link, texts }: { link: Link; texts: LinkTexts }) {
	const t = useTranslations("links");
	const { paper, language, direction } = texts;
	return (
		<>
			<p className="mb-6 flex flex-wrap items-center gap-6 print:hidden">
				<Button onClick={() => window.print()}>{t("print")}</Button>
				<AppLink href={`/helpdesk/links/${link.id}`}>{t("back")}</AppLink>
			</p>
			<article
				lang={language}
				dir={direction}
				className="max-w-[44rem] border border-line bg-[#fff] p-6 text-xl text-[#000] sm:p-10 print:max-w-none print:border-0 print:p-[10mm]"
			>
				<p className="mb-8 flex items-center gap-3 font-bold">
					<span data-if="logo" className="brand-logo on-paper" />
					<bdi>{paper.brand}</bdi>
				</p>
				<h1 className="mb-4 text-4xl font-bold break-words">
					<bdi>{paper.title}</bdi>
				</h1>
				<PlainParagraphs text={paper.message} />
				{paper.deadline && <p className="mb-4 text-xl font-bold">{paper.deadline}</p>}
				<ScanOrOpen texts={texts} />
				<h2 className="mb-2 text-xl font-bold">{paper.stepsHeading}</h2>
				<ol className="mb-6 list-decimal space-y-1 ps-6">
					{paper.steps.map((step) => (
						<li key={step}>{step}</li>
					))}
				</ol>
				<p className="mb-4 border-s-8 border-[#000] ps-4 font-semibold">{paper.warning}</p>
				{paper.help && (
					<p dir="auto" className="break-words">
						{paper.help}
					</p>
				)}
			</article>
		</>
	);
}

/** People type it by hand: if it is too long for a line, it breaks before its last part. */
function TypedAddress({ address }: { address: string }) {
	const end = address.lastIndexOf("/") + 1;
	return (
		<p className="font-mono text-xl font-bold wrap-anywhere" dir="ltr">
			{address.slice(0, end)}
			<wbr />
			{address.slice(end)}
		</p>
	);
}

function ScanOrOpen({ texts: { paper } }: { texts: LinkTexts }) {
	return (
		<div className="mb-6 flex flex-wrap items-center gap-x-8 break-inside-avoid">
			<QrCode value={paper.address} label={paper.qrLabel} />
			<div className="min-w-56 flex-1">
				<p className="font-semibold">{paper.scan}</p>
				<p className="mt-2">{paper.orOpen}</p>
				<TypedAddress address={paper.address} />
			</div>
		</div>
	);
}
