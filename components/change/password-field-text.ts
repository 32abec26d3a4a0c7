import type { PasswordFieldText } from "#components/ui/password-field.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** The texts of both password fields. */
export function usePasswordFieldText(): Record<"existing" | "next", PasswordFieldText> {
	const t = useTranslations("change");
	const both = {
		show: t("show"),
		hide: t("hide"),
		shown: t("shown"),
		hidden: t("hidden"),
		capsLock: t("capsLock"),
	};
	return {
		existing: {
			...both,
			label: t("existing"),
			showThis: t("showExisting"),
			hideThis: t("hideExisting"),
		},
		next: { ...both, label: t("new"), showThis: t("showNew"), hideThis: t("hideNew") },
	};
}
