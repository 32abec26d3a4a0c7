import { useEffect } from "react";
import { useTranslations } from "#lib/text/client.tsx";

/** Prefixes the page's title while a form has errors, so that a screen reader says so first. */
export function useErrorTitle(hasErrors: boolean): void {
	const t = useTranslations("titles");
	useEffect(() => {
		if (!hasErrors) return;
		const title = document.title;
		document.title = t("error", { title });
		return () => {
			document.title = title;
		};
	}, [hasErrors, t]);
}
