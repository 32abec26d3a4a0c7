"use client";

import { type FormEvent, useRef, useState } from "react";
import { AppLink } from "#components/ui/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { type DirectoryGroup, MAX_GROUPS } from "#lib/browser/graph/directory-groups.ts";
import { type FoundGroups, searchGroups } from "#lib/browser/helpdesk/cohort/find-group.ts";
import { useSignIn } from "#lib/browser/sign-in/sign-in-context.tsx";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { CohortProblem } from "./cohort-problem.tsx";

/** Picks the group whose people are to be followed. */
export function GroupSearchArea() {
	return (
		<AsHelpdesk>
			<GroupSearch />
		</AsHelpdesk>
	);
}

function GroupSearch() {
	const t = useTranslations();
	const [words, setWords] = useState("");
	const [error, setError] = useState<string>();
	const { found, search } = useSearch();

	function submit(event?: FormEvent) {
		event?.preventDefault();
		const isEmpty = words.trim() === "";
		setError(isEmpty ? t("cohort.wordsMissing") : undefined);
		if (isEmpty) document.getElementById("words")?.focus();
		else void search(words);
	}

	return (
		<search>
			<form noValidate onSubmit={submit} className="max-w-[38rem]">
				<TextField
					id="words"
					type="search"
					label={t("cohort.words")}
					hint={t("cohort.wordsHint")}
					value={words}
					error={error}
					maxLength={200}
					autoComplete="off"
					spellCheck={false}
					onChange={(event) => setWords(event.target.value)}
				/>
				<Button type="submit">{t("cohort.search")}</Button>
			</form>
			{found === "searching" && <Loading>{t("cohort.searching")}</Loading>}
			{typeof found === "object" && !found.ok && (
				<CohortProblem
					because={found.because}
					again={{ text: t("load.again"), act: () => submit() }}
				/>
			)}
			{typeof found === "object" && found.ok && <Matches groups={found.groups} />}
		</search>
	);
}

function useSearch() {
	const signIn = useSignIn();
	const [found, setFound] = useState<FoundGroups | "searching">();
	/** An answer that comes after a later question is not shown. */
	const latest = useRef(0);
	async function search(words: string) {
		latest.current += 1;
		const mine = latest.current;
		setFound("searching");
		const result = await searchGroups(signIn, words);
		if (mine === latest.current) setFound(result);
	}
	return { found, search };
}

function Matches({ groups }: { groups: DirectoryGroup[] }) {
	const t = useTranslations("cohort");
	return (
		<div className="my-6">
			<p role="status" className="font-semibold">
				{t("groupMatches", { count: groups.length })}
			</p>
			{groups.length > 0 && (
				<ul className="mt-2 border-t border-line">
					{groups.map(({ id, displayName, description }) => (
						<li key={id} className="border-b border-line py-2">
							<AppLink href={`/helpdesk/groups/${id}`}>
								<bdi>{displayName}</bdi>
							</AppLink>
							{description && <bdi className="block text-sm text-muted">{description}</bdi>}
						</li>
					))}
				</ul>
			)}
			{groups.length === MAX_GROUPS && <p className="mt-2 text-muted">{t("typeMore")}</p>}
		</div>
	);
}
