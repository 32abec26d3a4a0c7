"use client";

import { useCallback, useMemo, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { SelectField } from "#components/ui/text-field.tsx";
import type { CohortPerson } from "#lib/browser/helpdesk/cohort/roster.ts";
import { readLink, readLinks } from "#lib/browser/helpdesk/helpdesk-api.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { mailList, mailPortions } from "#lib/core/cohort/mail-portions.ts";
import { type Link, linkState } from "#lib/core/link/link.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** More mails than this cannot reasonably be opened one by one. */
const MAX_SHOWN = 12;

type Props = {
	people: CohortPerson[];
	/** Whether the agent selected them; otherwise they are those who have not begun. */
	isSelection: boolean;
	onClose: () => void;
};

/** Mails a link to people with the agent's own mail program, or gives their addresses to copy. */
export function MailDrawer({ people, isSelection, onClose }: Props) {
	const t = useTranslations("cohort");
	const mails = useMemo(
		() => people.flatMap(({ member }) => (member.mail ? [member.mail] : [])),
		[people],
	);
	const count = people.length;
	const without = count - mails.length;
	const heading = t(isSelection ? "mailSelected" : "mailHeading");
	return (
		<Drawer text={{ label: heading, close: t("close") }} onClose={onClose}>
			<h2 className="mb-2 text-2xl font-bold">{heading}</h2>
			<p className="mb-4">
				{t(isSelection ? "selected" : "notBegun", { count })}{" "}
				{without > 0 && t("withoutMail", { count: without })}
			</p>
			{mails.length > 0 && (
				<>
					<PickLink mails={mails} />
					<CopyButton value={mailList(mails)} text={t("copyList", { count: mails.length })} />
				</>
			)}
		</Drawer>
	);
}

function PickLink({ mails }: { mails: string[] }) {
	const t = useTranslations();
	const { result, again } = usePortalRead(readLinks);
	const [id, setId] = useState("");
	if (!result) return null;
	if (!result.ok) return <FailureWithNextStep failure={result.failure} again={again} />;
	const open = result.value.map(({ link }) => link).filter(isOpenNow);
	if (open.length === 0) {
		return (
			<p className="mb-6">
				{t("cohort.noLink")} <AppLink href="/helpdesk/links/new">{t("cohort.makeLink")}</AppLink>
			</p>
		);
	}
	return (
		<div className="mb-6">
			<SelectField
				id="link"
				label={t("cohort.whichLink")}
				value={id}
				onChoose={setId}
				options={[
					{ value: "", text: t("cohort.chooseLink") },
					...open.map((link) => ({ value: link.id, text: link.title })),
				]}
			/>
			{id && <Mails key={id} id={id} mails={mails} />}
		</div>
	);
}

const isOpenNow = (link: Link) => linkState(link, new Date()) === "open";

function Mails({ id, mails }: { id: string; mails: string[] }) {
	const t = useTranslations("cohort");
	const ask = useCallback((token: string) => readLink(token, id), [id]);
	const { result, again } = usePortalRead(ask);
	const [opened, setOpened] = useState<readonly number[]>([]);
	const [isOutlook, setIsOutlook] = useState(() => navigator.userAgent.includes("Windows"));
	if (!result) return null;
	if (!result.ok) return <FailureWithNextStep failure={result.failure} again={again} />;
	const { subject, body } = result.value.texts.mail;
	const portions = mailPortions(mails, { subject, body }, isOutlook ? ";" : ",");
	if (portions.length > MAX_SHOWN) {
		return <p>{t("tooManyMails", { count: portions.length })}</p>;
	}
	return (
		<>
			<p className="mb-4">{t("mailHint")}</p>
			<label className="mb-4 flex min-h-6 items-center gap-3">
				<input
					type="checkbox"
					className="size-5 shrink-0 accent-action"
					checked={isOutlook}
					onChange={({ target }) => setIsOutlook(target.checked)}
				/>
				{t("mailOutlook")}
			</label>
			<ul className="flex flex-wrap gap-3">
				{portions.map(({ address, recipients }, n) => (
					<li key={address}>
						<a
							href={address}
							className={buttonClass("secondary")}
							onClick={() => setOpened([...opened, n])}
						>
							{t("mailPart", { part: n + 1, parts: portions.length, recipients })}
							{opened.includes(n) ? ` ✓ ${t("mailOpened")}` : ""}
						</a>
					</li>
				))}
			</ul>
		</>
	);
}
