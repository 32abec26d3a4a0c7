"use client";

import { type ReactNode, useRef, useState } from "react";
import { BdiLine } from "#components/ui/bdi-line.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { folded } from "#lib/core/folded.ts";
import { shownUserName } from "#lib/core/person/shown-user-name.ts";
import { useTranslations } from "#lib/text/client.tsx";

type ListedPerson = { id: string; displayName: string; userPrincipalName: string };

type Props<P> = {
	/** Distinguishes the fields of several lists. */
	id: string;
	label: string;
	people: readonly P[];
	/** Additional information about a person. */
	more?: (person: P) => ReactNode;
};

const PAGE = 50;

/** People in pages, since there may be 20,000; searchable by part of the name. */
export function PeopleList<P extends ListedPerson>({ id, label, people, more }: Props<P>) {
	const t = useTranslations("expire");
	const [words, setWords] = useState("");
	const [page, setPage] = useState(0);
	const list = useRef<HTMLUListElement>(null);
	/** The pressed button may be gone then. */
	function turn(next: number) {
		setPage(next);
		list.current?.focus();
	}
	const wanted = folded(words.trim());
	const fitting = wanted === "" ? people : people.filter((person) => fits(person, wanted));
	const last = Math.max(0, Math.ceil(fitting.length / PAGE) - 1);
	const from = Math.min(page, last) * PAGE;
	const shown = fitting.slice(from, from + PAGE);

	return (
		<div className="my-4">
			{people.length > PAGE && (
				<TextField
					id={`find-${id}`}
					type="search"
					label={t("find")}
					value={words}
					onChange={(event) => {
						setWords(event.target.value);
						setPage(0);
					}}
				/>
			)}
			{shown.length === 0 && <p>{t("nobodyFits")}</p>}
			<ul
				ref={list}
				tabIndex={-1}
				aria-label={label}
				className="rounded-card border border-line px-3 text-sm"
			>
				{shown.map((person) => (
					<li
						key={person.id}
						className="items-baseline gap-x-3 border-b border-line py-1.5 last:border-0 sm:flex sm:flex-wrap"
					>
						<bdi className="font-semibold wrap-anywhere">{person.displayName}</bdi>
						<BdiLine className="wrap-anywhere text-muted">
							{shownUserName(person.userPrincipalName)}
						</BdiLine>
						{more?.(person)}
					</li>
				))}
			</ul>
			{fitting.length > PAGE && (
				<nav
					aria-label={`${t("pages")}: ${label}`}
					className="mt-3 flex flex-wrap items-center gap-4"
				>
					{from > 0 && (
						<Button look="secondary" onClick={() => turn(from / PAGE - 1)}>
							{t("earlier")}
						</Button>
					)}
					<p role="status">
						{t("shown", { from: from + 1, to: from + shown.length, total: fitting.length })}
					</p>
					{from + PAGE < fitting.length && (
						<Button look="secondary" onClick={() => turn(from / PAGE + 1)}>
							{t("further")}
						</Button>
					)}
				</nav>
			)}
		</div>
	);
}

const fits = ({ displayName, userPrincipalName }: ListedPerson, wanted: string): boolean =>
	folded(`${displayName}\n${shownUserName(userPrincipalName)}`).includes(wanted);
