"use client";

import type { ChangeEvent } from "react";
import { SelectField, TextArea, TextField } from "#components/ui/text-field.tsx";
import { LINK_LIMITS, LINK_WAYS, type LinkContent, type LinkWay } from "#lib/core/link/link.ts";
import type { LinkField } from "#lib/core/link/link-problems.ts";
import { characterCount } from "#lib/core/link/plain-text.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";
import { withLatinDigits } from "#lib/text/digits.ts";
import { LANGUAGES, LOCALES } from "#lib/text/locales.ts";

type Props = {
	content: LinkContent;
	change: (part: Partial<LinkContent>) => void;
	errorAt: (field: LinkField) => string | undefined;
};

/** The fields of a link, each with its purpose. */
export function LinkFields(props: Props) {
	const t = useTranslations("links.fields");
	const field = useField(props);
	return (
		<>
			<TextField {...field("title")} />
			<Message {...props} />
			<Helper {...props} />
			<fieldset className="mb-2">
				<legend className="mb-4 text-xl font-bold">{t("days")}</legend>
				<TextField type="date" className="max-w-56" {...field("deadline")} />
				<TextField type="date" className="max-w-56" {...field("lastDay")} />
			</fieldset>
			<fieldset className="mb-2">
				<legend className="mb-4 text-xl font-bold">{t("journey")}</legend>
				<Choices {...props} />
				<TextField autoCapitalize="none" spellCheck={false} {...field("domainHint")} />
			</fieldset>
		</>
	);
}

/** The texts, value and error of a link's text field. */
function useField({ content, change, errorAt }: Props) {
	const t = useTranslations("links.fields");
	return (id: "title" | "deadline" | "lastDay" | "domainHint") => ({
		id,
		label: t(id),
		hint: t(`${id}Hint`),
		value: content[id],
		error: errorAt(id),
		onChange: ({ target }: ChangeEvent<HTMLInputElement>) => change({ [id]: target.value }),
	});
}

/** Typing is never blocked: a text that is too long is reported and stays. */
function Message({ content, change, errorAt }: Props) {
	const t = useTranslations("links.fields");
	const locale = useLocale();
	const format = (count: number) => count.toLocaleString(withLatinDigits(locale));
	const count = format(characterCount(content.message));
	const max = format(LINK_LIMITS.message);
	return (
		<>
			<TextArea
				id="message"
				label={t("message")}
				hint={t("messageHint", { max })}
				value={content.message}
				error={errorAt("message")}
				onChange={(event) => change({ message: event.target.value })}
			/>
			<p className="-mt-4 mb-6 text-sm text-muted">{t("messageCount", { count, max })}</p>
		</>
	);
}

const HELPER_FIELDS = [
	{ id: "helperName", part: "name", type: "text" },
	{ id: "helperMail", part: "mail", type: "email" },
	{ id: "helperPhone", part: "phone", type: "tel" },
] as const;

function Helper({ content: { helper }, change, errorAt }: Props) {
	const t = useTranslations("links.fields");
	return (
		<fieldset className="mb-2">
			<legend className="mb-2 text-xl font-bold">{t("helper")}</legend>
			<p className="mb-4 text-sm text-muted">{t("helperHint")}</p>
			{HELPER_FIELDS.map(({ id, part, type }) => (
				<TextField
					key={id}
					id={id}
					type={type}
					label={t(id)}
					value={helper[part]}
					error={errorAt(id)}
					onChange={({ target }) => change({ helper: { ...helper, [part]: target.value } })}
				/>
			))}
		</fieldset>
	);
}

function Choices({ content, change }: Props) {
	const t = useTranslations("links.fields");
	return (
		<>
			<SelectField
				id="language"
				label={t("language")}
				hint={t("languageHint")}
				value={content.language}
				onChoose={(language) => change({ language })}
				options={LOCALES.map((value) => ({ value, text: LANGUAGES[value].name, lang: value }))}
			/>
			<SelectField
				id="way"
				label={t("way")}
				hint={t("wayHint")}
				value={content.way}
				onChoose={(way) => change({ way: way as LinkWay })}
				options={LINK_WAYS.map((value) => ({ value, text: t(`ways.${value}`) }))}
			/>
		</>
	);
}
