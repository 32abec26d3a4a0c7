"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { TextArea } from "#components/ui/text-field.tsx";
import { type UnreadLine, userNames } from "#lib/core/pasted/user-names.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { forgetHandedOver, readHandedOver, readTyped, storeTyped } from "./handed-over.ts";

type Props = {
	/** The agent came back and the pressed button is gone, so the heading takes the focus. */
	isReturn: boolean;
	/** @param unread entries of a typed list that are not used */
	onChosen: (keys: readonly string[], unread: readonly UnreadLine[]) => void;
};

/** Whose passwords: the people handed over by the board, or a list of user names. */
export function ChoosePeople({ isReturn, onChosen }: Props) {
	const t = useTranslations("expire");
	const [handedOver, setHandedOver] = useState(readHandedOver);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		if (isReturn) heading.current?.focus();
	}, [isReturn]);
	function takeOther() {
		forgetHandedOver();
		setHandedOver([]);
		heading.current?.focus();
	}
	return (
		<section>
			<h2 ref={heading} tabIndex={-1} className="mb-4 text-xl font-bold">
				{t("chooseHeading")}
			</h2>
			{handedOver.length > 0 ? (
				<>
					<p className="mb-4">{t("handedOver", { count: handedOver.length })}</p>
					<div className="flex flex-wrap gap-4">
						<Button onClick={() => onChosen(handedOver, [])}>{t("rehearse")}</Button>
						<Button look="secondary" onClick={takeOther}>
							{t("otherList")}
						</Button>
					</div>
				</>
			) : (
				<NamesForm onChosen={onChosen} />
			)}
			<p className="mt-2 text-muted">{t("rehearseHint")}</p>
		</section>
	);
}

const MOST_PROBLEMS = 10;

function NamesForm({ onChosen }: Pick<Props, "onChosen">) {
	const t = useTranslations("expire");
	const [text, setText] = useState(readTyped);
	const form = useFormErrors();
	const error = form.errorAt("names");
	const [problems, setProblems] = useState<UnreadLine[]>([]);

	function submit(event: FormEvent) {
		event.preventDefault();
		const read = userNames(text);
		// With at least one name the other entries are skipped; the next page lists them.
		if (read.names.length > 0) return onChosen(read.names, read.unread);
		setProblems(read.unread);
		form.report([{ message: t("namesMissing"), field: "names" }]);
		document.getElementById("names")?.focus();
	}

	return (
		<form noValidate onSubmit={submit} onInput={form.noteInput}>
			<TextArea
				id="names"
				label={t("names")}
				hint={t("namesHint")}
				error={error}
				value={text}
				spellCheck={false}
				autoComplete="off"
				onChange={(event) => {
					setText(event.target.value);
					storeTyped(event.target.value);
				}}
			/>
			{error && problems.length > 0 && (
				<ul className="mb-4 list-disc ps-6 text-danger">
					{problems.slice(0, MOST_PROBLEMS).map(({ line, text: entered, reason }, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: several may stand on a line
						<li key={index} className="break-words">
							{t(`lines.${reason}`, { line, text: entered })}
						</li>
					))}
					{problems.length > MOST_PROBLEMS && (
						<li>{t("moreLines", { count: problems.length - MOST_PROBLEMS })}</li>
					)}
				</ul>
			)}
			<Button type="submit">{t("rehearse")}</Button>
		</form>
	);
}
