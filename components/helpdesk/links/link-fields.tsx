"use client";

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

/** The fields of a link, each with what it is for. */
export function LinkFields(props: Props) {
	const { content, change, errorAt } = props;
	const t = useTranslations("links.fields");
	return (
		<>
			<TextField
				id="title"
				label={t("title")}
				hint={t("titleHint")}
				value={content.title}
				error={errorAt("title")}
				onChange={(event) => change({ title: event.target.value })}
			/>
			<Message {...props} />
			<Helper {...props} />
			<Days {...props} />
			<Journey {...props} />
		</>
	);
}

/** Nothing stops the typing: a text that is too long is said to be so, and stays. */
function Message({ content, change, errorAt }: Props) {
	const t = useTranslations("links.fields");
	const locale = useLocale();
	const format = (count: number) => count.toLocaleString(withLatinDigits(locale));
	const count = characterCount(content.message);
	return (
		<>
			<TextArea
				id="message"
				label={t("message")}
				hint={t("messageHint", { max: format(LINK_LIMITS.message) })}
				value={content.message}
				error={errorAt("message")}
				onChange={(event) => change({ message: event.target.value })}
			/>
			<p className="-mt-4 mb-6 text-sm text-muted">
				{t("messageCount", { count: format(count), max: format(LINK_LIMITS.message) })}
			</p>
		</>
	);
}

function Helper({ content, change, errorAt }: Props) {
	const t = useTranslations("links.fields");
	const { helper } = content;
	const set = (part: Partial<LinkContent["helper"]>) => change({ helper: { ...helper, ...part } });
	return (
		<fieldset className="mb-2">
			<legend className="mb-2 text-xl font-bold">{t("helper")}</legend>
			<p className="mb-4 text-sm text-muted">{t("helperHint")}</p>
			<TextField
				id="helperName"
				label={t("helperName")}
				value={helper.name}
				error={errorAt("helperName")}
				onChange={(event) => set({ name: event.target.value })}
			/>
			<TextField
				id="helperMail"
				type="email"
				label={t("helperMail")}
				value={helper.mail}
				error={errorAt("helperMail")}
				onChange={(event) => set({ mail: event.target.value })}
			/>
			<TextField
				id="helperPhone"
				type="tel"
				label={t("helperPhone")}
				value={helper.phone}
				error={errorAt("helperPhone")}
				onChange={(event) => set({ phone: event.target.value })}
			/>
		</fieldset>
	);
}

function Days({ content, change, errorAt }: Props) {
	const t = useTranslations("links.fields");
	return (
		<fieldset className="mb-2">
			<legend className="mb-4 text-xl font-bold">{t("days")}</legend>
			<TextField
				id="deadline"
				type="date"
				className="max-w-56"
				label={t("deadline")}
				hint={t("deadlineHint")}
				value={content.deadline}
				error={errorAt("deadline")}
				onChange={(event) => change({ deadline: event.target.value })}
			/>
			<TextField
				id="lastDay"
				type="date"
				className="max-w-56"
				label={t("lastDay")}
				hint={t("lastDayHint")}
				value={content.lastDay}
				error={errorAt("lastDay")}
				onChange={(event) => change({ lastDay: event.target.value })}
			/>
		</fieldset>
	);
}

function Journey({ content, change, errorAt }: Props) {
	const t = useTranslations("links.fields");
	return (
		<fieldset className="mb-2">
			<legend className="mb-4 text-xl font-bold">{t("journey")}</legend>
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
			<TextField
				id="domainHint"
				label={t("domainHint")}
				hint={t("domainHintHint")}
				value={content.domainHint}
				error={errorAt("domainHint")}
				autoCapitalize="none"
				spellCheck={false}
				onChange={(event) => change({ domainHint: event.target.value })}
			/>
		</fieldset>
	);
}
