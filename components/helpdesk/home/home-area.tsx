"use client";

import { type ReactNode, useCallback, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import {
	type CountedLink,
	readDeadlines,
	readLinks,
	readSnapshots,
} from "#lib/browser/helpdesk/helpdesk-api.ts";
import { type FollowedGroup, followedGroups, recentPeople } from "#lib/browser/helpdesk/recent.ts";
import { usePortalRead } from "#lib/browser/use-portal.ts";
import { total } from "#lib/core/cohort/cohort-counts.ts";
import { linkState } from "#lib/core/link/link.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { AsHelpdesk } from "../as-helpdesk.tsx";
import { DeadlineText } from "../cohort/deadline.tsx";
import { StateBar } from "../cohort/state-bar.tsx";
import { PersonLine } from "../find/person-line.tsx";
import { useOpenPerson } from "../find/use-open-person.ts";
import { useNumbers, useTimes } from "../times.ts";

/** More open links than this are on their own page only. */
const MOST_LINKS = 5;

/** An agent's start page: the search, and what they viewed last. */
export function HomeArea() {
	return (
		<AsHelpdesk isHome>
			<Home />
		</AsHelpdesk>
	);
}

export function Home() {
	return (
		<div className="grid items-start gap-4 lg:grid-cols-3">
			<Recent />
			<Groups />
			<Links />
		</div>
	);
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
	return (
		<section className="card min-w-0 sm:p-5">
			<h2 className="mb-2 text-xl font-bold">{heading}</h2>
			{children}
		</section>
	);
}

function Recent() {
	const t = useTranslations("helpdesk.home");
	const open = useOpenPerson();
	const [people] = useState(recentPeople);
	return (
		<Part heading={t("recent")}>
			{people.length === 0 && <p className="text-muted">{t("noRecent")}</p>}
			<ul>
				{people.map((person) => (
					<PersonLine key={person.id} person={person} onChoose={open} />
				))}
			</ul>
		</Part>
	);
}

function Groups() {
	const t = useTranslations("helpdesk.home");
	const [groups] = useState(followedGroups);
	const { result } = usePortalRead(readDeadlines);
	const deadlines = result?.ok ? result.value : [];
	return (
		<Part heading={t("groups")}>
			{groups.length === 0 && <p className="text-muted">{t("noGroups")}</p>}
			<ul>
				{groups.map((group) => (
					<Group
						key={group.id}
						group={group}
						deadline={deadlines.find(({ groupId }) => groupId === group.id)?.day}
					/>
				))}
			</ul>
			<p className="mt-2">
				<AppLink href="/helpdesk/groups">{t("findGroup")}</AppLink>
			</p>
		</Part>
	);
}

type GroupProps = { group: FollowedGroup; deadline: string | undefined };

/**
 * A group with its counts from the last time a board was open; the portal's server does not know
 * its name.
 */
function Group({ group: { id, displayName }, deadline }: GroupProps) {
	const t = useTranslations("helpdesk.home");
	const { short } = useTimes();
	const number = useNumbers();
	const ask = useCallback((token: string) => readSnapshots(token, id), [id]);
	const { result } = usePortalRead(ask);
	const last = result?.ok ? result.value.at(-1) : undefined;
	return (
		<li className="border-b border-line py-2.5 last:border-0">
			<AppLink href={`/helpdesk/groups/${id}`}>
				<bdi>{displayName}</bdi>
			</AppLink>
			{last && (
				<>
					<StateBar counts={last.counts} isSmall />
					<p className="text-sm text-muted">
						{t("groupLast", {
							usable: number(last.counts.usable),
							all: number(total(last.counts)),
							at: short(last.at),
						})}
					</p>
					{deadline && (
						<p className="text-sm text-muted">
							<DeadlineText day={deadline} counts={last.counts} now={new Date()} />
						</p>
					)}
				</>
			)}
		</li>
	);
}

function Links() {
	const t = useTranslations("helpdesk.home");
	const { result, again } = usePortalRead(readLinks);
	return (
		<Part heading={t("links")}>
			{result?.ok && <OpenLinks links={result.value} />}
			{result?.ok === false && <FailureWithNextStep failure={result.failure} again={again} />}
			<p className="mt-2">
				<AppLink href="/helpdesk/links">{t("allLinks")}</AppLink>
			</p>
		</Part>
	);
}

function OpenLinks({ links }: { links: CountedLink[] }) {
	const t = useTranslations("helpdesk.home");
	const number = useNumbers();
	const now = new Date();
	const open = links.filter(({ link }) => linkState(link, now) === "open");
	return (
		<>
			{open.length === 0 && <p className="text-muted">{t("noLinks")}</p>}
			<ul>
				{open.slice(0, MOST_LINKS).map(({ link, counts }) => (
					<li key={link.id} className="border-b border-line py-2.5 last:border-0">
						<AppLink href={`/helpdesk/links/${link.id}`}>
							<bdi>{link.title}</bdi>
						</AppLink>
						<p className="text-sm text-muted">
							{t("linkCounts", {
								opened: number(counts.opened),
								usable: number(counts.usable),
							})}
						</p>
					</li>
				))}
			</ul>
		</>
	);
}
