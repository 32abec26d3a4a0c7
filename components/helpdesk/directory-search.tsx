"use client";

import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { settled } from "#lib/browser/settled.ts";
import { useIsHere } from "#lib/browser/use-is-here.ts";
import type { Result } from "#lib/core/failure.ts";
import { withoutUnseen } from "#lib/core/pasted/unseen.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";

type Text = {
	words: string;
	hint: ReactNode;
	missing: string;
	search: string;
	searching: string;
};

type Props<Found> = {
	/** The field's id; unique in a page. */
	id?: string;
	/** A single line, for a page about something else. */
	isBar?: boolean;
	text: Text;
	find: (signIn: SignIn, words: string) => Promise<Result<Found>>;
	onFound?: (found: Found) => void;
	children: (found: Found) => ReactNode;
};

/** Graph searches by words: from punctuation alone it would make an empty search, and list anybody. */
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Searches by a few words and shows the results below, until the field is emptied. */
export function DirectorySearch<Found>(props: Props<Found>) {
	const { id = "words", isBar = false, text, children, ...how } = props;
	const [words, setWords] = useState("");
	const form = useFormErrors();
	const { search, clear, isSearching, found } = useSearch(how);
	const t = useTranslations("helpdesk.find");

	function submit(event?: FormEvent) {
		event?.preventDefault();
		// Graph finds nobody by a name pasted with invisible characters.
		const wanted = withoutUnseen(words).trim();
		if (LETTER_OR_DIGIT.test(wanted)) {
			form.report([]);
			void search(wanted);
			return;
		}
		clear();
		form.report([{ message: wanted ? t("noLetter") : text.missing, field: id }]);
		document.getElementById(id)?.focus();
	}

	function change(next: string) {
		setWords(next);
		if (!next) clear();
	}

	const Form = isBar ? BarForm : PageForm;
	return (
		<search data-asked={isSearching || found ? "" : undefined}>
			<form noValidate onSubmit={submit} onInput={form.noteInput}>
				<Form id={id} text={text} words={words} error={form.errorAt(id)} onWords={change} />
			</form>
			{isSearching && <Loading>{text.searching}</Loading>}
			{found && !found.ok && <FailureWithNextStep failure={found.failure} again={() => submit()} />}
			{found?.ok && children(found.value)}
		</search>
	);
}

type FormProps = {
	id: string;
	text: Text;
	words: string;
	error: string | undefined;
	onWords: (words: string) => void;
};

const FIELD = { type: "search", maxLength: 200, autoComplete: "off", spellCheck: false } as const;

function PageForm({ id, text, words, error, onWords }: FormProps) {
	return (
		<div className="card mb-4 grid items-end gap-x-3 gap-y-6 *:mb-0 sm:grid-cols-[1fr_auto]">
			<TextField
				{...FIELD}
				id={id}
				label={text.words}
				hint={text.hint}
				value={words}
				error={error}
				onChange={({ target }) => onWords(target.value)}
			/>
			<p>
				<Button type="submit">{text.search}</Button>
			</p>
		</div>
	);
}

function BarForm({ id, text, words, error, onWords }: FormProps) {
	return (
		<div className="mb-3 max-w-[36rem]">
			<div className="flex gap-2">
				<div className="relative min-w-0 flex-1">
					<span className="pointer-events-none absolute inset-y-0 start-3 flex items-center text-muted">
						<Icon name="search" />
					</span>
					<input
						{...FIELD}
						id={id}
						name={id}
						dir={words ? "auto" : undefined}
						aria-label={text.words}
						aria-describedby={error ? `${id}-error` : undefined}
						aria-invalid={error ? true : undefined}
						placeholder={text.words}
						value={words}
						onChange={({ target }) => onWords(target.value)}
						className={`min-h-control w-full rounded-control border bg-surface ps-10 pe-3 text-ellipsis placeholder:text-muted ${error ? "border-danger" : "border-control"}`}
					/>
				</div>
				<Button type="submit" look="secondary">
					{text.search}
				</Button>
			</div>
			{error && (
				<p id={`${id}-error`} className="mt-1 font-semibold text-danger">
					{error}
				</p>
			)}
		</div>
	);
}

function useSearch<Found>({ find, onFound }: Pick<Props<Found>, "find" | "onFound">) {
	const signIn = useSignIn();
	const [found, setFound] = useState<Result<Found>>();
	const [isSearching, setIsSearching] = useState(false);
	/** The answer to an outdated query is not shown. */
	const latest = useRef(0);
	const isHere = useIsHere();

	async function search(words: string) {
		latest.current += 1;
		const mine = latest.current;
		setFound(undefined);
		setIsSearching(true);
		const result = await settled(() => find(signIn, words));
		if (mine !== latest.current || !isHere.current) return;
		setIsSearching(false);
		setFound(result);
		if (result.ok) onFound?.(result.value);
	}

	function clear() {
		latest.current += 1;
		setFound(undefined);
		setIsSearching(false);
	}

	return { search, clear, isSearching, found };
}

type MatchesProps = { count: string; more: string | false; children?: ReactNode };

/** The number of results, the results (`<li>`s, or nothing), and whether there are more. */
export function Matches({ count, more, children }: MatchesProps) {
	return (
		<div className="mb-6">
			<p role="status" className="font-semibold">
				{count}
			</p>
			{children && <ul className="card mt-2 py-1">{children}</ul>}
			{more && <p className="mt-2 text-muted">{more}</p>}
		</div>
	);
}
