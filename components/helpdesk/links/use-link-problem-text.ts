import type { LinkField, LinkProblem } from "#lib/core/link/link-problems.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";

export type LinkError = { message: string; field: LinkField };

/** Words a field's error; each names the field as its label does. */
export function useLinkProblemText() {
	const t = useTranslations("links");
	const locale = useLocale();
	return (problem: LinkProblem): LinkError => {
		const { field, code } = problem;
		if (code === "missing") return { field, message: t("problems.missing", { field }) };
		const name = t(`fields.${field}`);
		if (code !== "too-long") return { field, message: t(`problems.${code}`, { name }) };
		const max = problem.max.toLocaleString(withLatinDigits(locale));
		const count = problem.count.toLocaleString(withLatinDigits(locale));
		return { field, message: t("problems.too-long", { name, max, count }) };
	};
}
