import { getTranslations } from "next-intl/server";

/** The two kinds of account that change their password in different places, each with its own page. */
const KINDS = [
	{ name: "cloudOnly", hint: "cloudOnlyHint", href: "/steps/cloud-only" },
	{ name: "synchronised", hint: "synchronisedHint", href: "/steps/synchronised" },
] as const;

type Props = { chosen?: (typeof KINDS)[number]["name"] };

/** Chooses between the kinds by address only, so that it works without script. */
export async function AccountKinds({ chosen }: Props) {
	const t = await getTranslations("steps");
	return (
		<nav aria-label={t("kinds")} className="mb-8 print:hidden">
			<ul className="grid gap-3 sm:grid-cols-2">
				{KINDS.map(({ name, hint, href }) => (
					<li key={name}>
						<a
							href={href}
							aria-current={name === chosen ? "page" : undefined}
							className="block h-full rounded-card border-2 border-line bg-surface p-4 no-underline transition-colors hover:bg-info-tint aria-[current]:border-action aria-[current]:bg-info-tint"
						>
							<span className="block font-bold text-action underline underline-offset-4">
								{t(name)}
							</span>
							<span className="block text-sm text-muted">{t(hint)}</span>
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}
