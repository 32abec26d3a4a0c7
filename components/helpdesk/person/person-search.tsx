"use client";

import { type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import { MAX_MATCHES } from "#lib/browser/graph/find-people.ts";
import { type FoundPeople, searchPeople } from "#lib/browser/helpdesk/find-person.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import type { Member } from "#lib/core/cohort/member.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { FindProblem } from "./find-problem.tsx";

type Props = { onChosen: (person: Member) => void; onSearch: () => void };

/** Finds people by name or user name; a single match is chosen by itself. */
export function PersonSearch({ onChosen, onSearch }: Props) {
	const t = useTranslations("onePerson");
	const [words, setWords] = useState("");
	const [error, setError] = useState<string>();
	const { found, search } = useSearch(onChosen);

	function submit(event?: FormEvent) {
		event?.preventDefault();
		onSearch();
		const isEmpty = words.trim() === "";
		setError(isEmpty ? t("wordsMissing") : undefined);
		if (isEmpty) document.getElementById("words")?.focus();
		else void search(words);
	}

	return (
		<search>
			<form noValidate onSubmit={submit} className="max-w-[38rem]">
				<TextField
					id="words"
					type="search"
					label={t("words")}
					hint={t("wordsHint")}
					value={words}
					error={error}
					maxLength={200}
					autoComplete="off"
					spellCheck={false}
					onChange={(event) => setWords(event.target.value)}
				/>
				<Button type="submit">{t("search")}</Button>
			</form>
			{found === "searching" && <Loading>{t("searching")}</Loading>}
			{typeof found === "object" && !found.ok && (
				<FindProblem because={found.because} again={() => submit()} />
			)}
			{typeof found === "object" && found.ok && (
				<Matches people={found.people} onChosen={onChosen} />
			)}
		</search>
	);
}

function useSearch(onChosen: Props["onChosen"]) {
	const signIn = useSignIn();
	const [found, setFound] = useState<FoundPeople | "searching">();
	/** An answer that comes after a later question is not shown. */
	const latest = useRef(0);

	async function search(words: string) {
		latest.current += 1;
		const mine = latest.current;
		setFound("searching");
		const result = await searchPeople(signIn, words);
		if (mine !== latest.current) return;
		setFound(result);
		const [only, ...others] = result.ok ? result.people : [];
		if (only && others.length === 0) onChosen(only);
	}

	return { found, search };
}

type MatchesProps = { people: Member[]; onChosen: Props["onChosen"] };

function Matches({ people, onChosen }: MatchesProps) {
	const t = useTranslations("onePerson");
	return (
		<div className="my-6">
			<p role="status" className="font-semibold">
				{t("matches", { count: people.length })}
			</p>
			{people.length > 1 && (
				<ul className="mt-2 border-t border-line">
					{people.map((person) => (
						<li key={person.id} className="border-b border-line py-2">
							<button
								type="button"
								className={`cursor-pointer text-start ${TEXT_LINK}`}
								onClick={() => onChosen(person)}
							>
								<bdi>{person.displayName}</bdi>
							</button>
							<bdi className="block text-sm wrap-anywhere text-muted">
								{person.userPrincipalName}
							</bdi>
						</li>
					))}
				</ul>
			)}
			{people.length === MAX_MATCHES && <p className="mt-2 text-muted">{t("typeMore")}</p>}
		</div>
	);
}
