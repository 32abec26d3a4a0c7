"use client";

import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { useFormErrors } from "#components/site/use-form-errors.ts";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { useThrow } from "#lib/browser/use-throw.ts";
import { withoutUnseen } from "#lib/core/pasted/unseen.ts";
import type { SignIn } from "#lib/entra/sign-in/sign-in.ts";
import { useSignIn } from "#lib/entra/sign-in/sign-in-context.tsx";

type Props<Found> = {
	text: { words: string; hint: string; missing: string; search: string; searching: string };
	find: (signIn: SignIn, words: string) => Promise<Found>;
	/** A new question is asked, so what an earlier one brought is over. */
	onAsked?: () => void;
	onFound?: (found: Found) => void;
	children: (found: Found, again: () => void) => ReactNode;
};

/** Looks something up in Entra by a few words, and shows below what came of it. */
export function DirectorySearch<Found>({ text, children, ...how }: Props<Found>) {
	const [words, setWords] = useState("");
	const form = useFormErrors();
	const { search, isSearching, found } = useSearch(how);
	const toBoundary = useThrow();

	function submit(event?: FormEvent) {
		event?.preventDefault();
		how.onAsked?.();
		// Graph finds nobody by a name with a mark in it that was pasted along.
		const wanted = withoutUnseen(words).trim();
		const isEmpty = wanted === "";
		form.report(isEmpty ? [{ message: text.missing, field: "words" }] : []);
		if (isEmpty) document.getElementById("words")?.focus();
		else search(wanted).catch(toBoundary);
	}

	return (
		<search>
			<form
				noValidate
				onSubmit={submit}
				onInput={form.noteInput}
				className="card mb-6 max-w-[48rem] sm:flex sm:pb-0 sm:items-end sm:gap-3 sm:*:first:flex-1"
			>
				<TextField
					id="words"
					type="search"
					label={text.words}
					hint={text.hint}
					value={words}
					error={form.errorAt("words")}
					maxLength={200}
					autoComplete="off"
					spellCheck={false}
					onChange={(event) => setWords(event.target.value)}
				/>
				<div className="sm:mb-6">
					<Button type="submit">{text.search}</Button>
				</div>
			</form>
			{isSearching && <Loading>{text.searching}</Loading>}
			{found !== undefined && children(found, () => submit())}
		</search>
	);
}

function useSearch<Found>({ find, onFound }: Pick<Props<Found>, "find" | "onFound">) {
	const signIn = useSignIn();
	const [found, setFound] = useState<Found>();
	const [isSearching, setIsSearching] = useState(false);
	/** An answer that comes after a later question is not shown. */
	const latest = useRef(0);

	async function search(words: string) {
		latest.current += 1;
		const mine = latest.current;
		setFound(undefined);
		setIsSearching(true);
		const result = await find(signIn, words);
		if (mine !== latest.current) return;
		setIsSearching(false);
		setFound(() => result);
		onFound?.(result);
	}

	return { search, isSearching, found };
}

type MatchesProps = { count: string; more: string | false; children?: ReactNode };

/** How many were found, who or what they are (`<li>`s, or nothing), and whether there are more. */
export function Matches({ count, more, children }: MatchesProps) {
	return (
		<div className="my-6">
			<p role="status" className="font-semibold">
				{count}
			</p>
			{children && <ul className="card mt-2 max-w-[48rem] py-1">{children}</ul>}
			{more && <p className="mt-2 text-muted">{more}</p>}
		</div>
	);
}
