import { getTranslations } from "next-intl/server";
import { Icon } from "#components/ui/icon.tsx";

/** The two kinds of account that change their password in different places, each with its own page. */
const KINDS = [
	{ name: "cloudOnly", icon: "cloud", hint: "cloudOnlyHint", href: "/steps/cloud-only" },
	{ name: "synchronised", icon: "server", hint: "synchronisedHint", href: "/steps/synchronised" },
] as const;

type Props = { chosen?: (typeof KINDS)[number]["name"] };

/** The choice is in the address alone, so it works without scripts. */
export async function AccountKinds({ chosen }: Props) {
	const t = await getTranslations("steps");
	return (
		<nav aria-label={t("kinds")} className="mb-8 print:hidden">
			<ul className="grid gap-3 sm:grid-cols-2">
				{KINDS.map(({ name, icon, hint, href }) => (
					<li key={name}>
						<a
							href={href}
							aria-current={name === chosen ? "page" : undefined}
							className="flex h-full items-center gap-4 rounded-card border-2 border-line bg-surface p-4 no-underline shadow-card transition-colors hover:bg-info-tint aria-[current]:border-action aria-[current]:bg-info-tint"
						>
							<span className="rounded-pill bg-info-tint p-3 text-info">
								<Icon name={icon} className="size-6" />
							</span>
							<span className="min-w-0 flex-1">
								<span className="block font-bold text-action">{t(name)}</span>
								<span className="block text-sm text-muted">{t(hint)}</span>
							</span>
							<Icon name="chevron" className="size-5 text-action rtl:-scale-x-100" />
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}
