import type { LinkField, LinkProblem } from "#lib/core/link/link-problems.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

export type LinkError = { message: string; field: LinkField };

/** Puts what is wrong with a field into words; each names the field as its label does. */
export function useLinkProblemText() {
	const t = useTranslations("links");
	const locale = useLocale();
	return (problem: LinkProblem): LinkError => {
		const { field, code } = problem;
		const name = t(`fields.${field}`);
		if (code !== "too-long") return { field, message: t(`problems.${code}`, { name }) };
		const max = problem.max.toLocaleString(locale);
		const count = problem.count.toLocaleString(locale);
		return { field, message: t("problems.too-long", { name, max, count }) };
	};
}
