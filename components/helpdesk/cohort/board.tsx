"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { AppLink } from "#components/ui/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageHeading } from "#components/ui/page-heading.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import type { CohortView } from "#lib/browser/helpdesk/cohort/cohort-session.ts";
import { useCohort } from "#lib/browser/helpdesk/cohort/use-cohort.ts";
import { useDeadline } from "#lib/browser/helpdesk/cohort/use-deadline.ts";
import { showInAddress } from "#lib/browser/helpdesk/person-address.ts";
import { noteGroup } from "#lib/browser/helpdesk/recent.ts";
import { useLeadingTitle } from "#lib/browser/site/change-title.ts";
import type { PersonStateName } from "#lib/core/person/person-state.ts";
import type { DirectoryGroup } from "#lib/entra/graph/directory-groups.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { BurnUp, BurnUpButton } from "./burn-up.tsx";
import { DeadlineButton, DeadlineText } from "./deadline.tsx";
import { PeopleTable } from "./people-table.tsx";
import { PersonDrawer } from "./person-drawer.tsx";
import { Following, ReadingProgress, Waiting } from "./reading-progress.tsx";
import { StateFilter } from "./state-filter.tsx";

/** Everybody in one group, with their state. */
export function Board({ group }: { group: DirectoryGroup }) {
	const t = useTranslations("cohort");
	const { view, history, nested, resume, lookUpAgain } = useCohort(group);
	const deadline = useDeadline(group.id);
	const [state, setState] = useState<PersonStateName>();
	const { people, counts } = view;
	const name = useRef<HTMLElement>(null);
	const [isWhole, setIsWhole] = useState(false);
	const isCut = useIsCut(name);

	function showWhole() {
		setIsWhole(true);
		name.current?.closest("h1")?.focus();
	}

	// The clicked search result is gone, and the focus with it.
	useEffect(() => {
		if (document.activeElement === document.body) name.current?.closest("h1")?.focus();
	}, []);
	useEffect(() => noteGroup(group), [group]);
	useLeadingTitle(group.displayName);
	return (
		<>
			<PageHeading
				beside={
					<>
						<p className="min-w-0 grow basis-48 text-muted">
							{group.description && <bdi className="hidden sm:inline">{group.description}</bdi>}{" "}
							{isCut && (
								<>
									<button type="button" onClick={showWhole} className={TEXT_LINK}>
										{t("wholeName")}
									</button>{" "}
									·{" "}
								</>
							)}
							<AppLink href="/helpdesk/groups">{t("otherGroup")}</AppLink>
							{deadline.day !== undefined && (
								<>
									{" "}
									· <DeadlineButton group={group} day={deadline.day} onSet={deadline.note} />
								</>
							)}
						</p>
						<ReadingProgress view={view} />
						<Following view={view} />
						<BurnUpButton history={history} />
					</>
				}
			>
				<bdi ref={name} className={isWhole ? "block wrap-anywhere" : "line-clamp-2 wrap-anywhere"}>
					{group.displayName}
				</bdi>
			</PageHeading>
			{deadline.day && (
				<p className="-mt-1 mb-2">
					<DeadlineText day={deadline.day} counts={counts} now={view.now} />
				</p>
			)}
			<Waiting view={view} />
			<Problems view={view} resume={resume} lookUpAgain={lookUpAgain} />
			<Nested groups={nested} />
			{view.left > 0 && <p>{t("left", { count: view.left })}</p>}
			{view.phase === "complete" && people.length === 0 && (
				<Notice heading={t("emptyHeading")}>
					<p>{t("empty")}</p>
				</Notice>
			)}
			<BurnUp history={history} deadline={deadline.day ?? undefined} />
			{people.length > 0 && (
				<>
					<StateFilter
						counts={counts}
						chosen={state}
						isComplete={view.phase === "complete"}
						onChoose={setState}
					/>
					<PeopleTable
						people={people}
						state={state}
						group={group}
						isComplete={view.phase === "complete"}
						now={view.now}
						onOpen={showInAddress}
					/>
				</>
			)}
			<PersonDrawer />
		</>
	);
}

/** Whether a text is longer than the lines it may have. */
function useIsCut(text: RefObject<HTMLElement | null>): boolean {
	const [isCut, setIsCut] = useState(false);
	useEffect(() => {
		const box = text.current;
		if (!box) return;
		// Letters may reach a few pixels below their line.
		const watcher = new ResizeObserver(() => setIsCut(box.scrollHeight > 1.2 * box.clientHeight));
		watcher.observe(box);
		return () => watcher.disconnect();
	}, [text]);
	return isCut;
}

type ProblemsProps = { view: CohortView; resume: () => void; lookUpAgain: () => void };

function Problems({ view, resume, lookUpAgain }: ProblemsProps) {
	const t = useTranslations("cohort");
	const { failure, portalFailure, phase, people } = view;
	return (
		<>
			{failure && phase === "stopped" && (
				<FailureWithNextStep failure={failure} again={resume} againText={t("goOn")}>
					{people.length > 0 && <p>{t("soFar", { count: people.length })}</p>}
				</FailureWithNextStep>
			)}
			{failure && phase !== "stopped" && (
				<Notice look="warning" heading={t("staleHeading")}>
					<p>{t(failure.code === "group-not-found" ? "staleGone" : "stale")}</p>
				</Notice>
			)}
			{portalFailure && <FailureWithNextStep failure={portalFailure} again={lookUpAgain} />}
		</>
	);
}

/** Nested groups are pointed out, since the managed domain may not have their members. */
function Nested({ groups }: { groups: DirectoryGroup[] }) {
	const t = useTranslations("cohort");
	const [isOpen, setOpen] = useState(false);
	if (groups.length === 0) return null;
	const shown = isOpen ? groups : groups.slice(0, 5);
	return (
		<Notice look="warning" heading={t("nestedHeading", { count: groups.length })}>
			<p>{t("nested")}</p>
			<ul className="my-2 list-disc ps-6">
				{shown.map(({ id, displayName }) => (
					<li key={id}>
						<a href={`/helpdesk/groups/${id}`} className="text-action underline">
							<bdi>{displayName}</bdi>
						</a>
					</li>
				))}
			</ul>
			{shown.length < groups.length && (
				<Button look="secondary" onClick={() => setOpen(true)}>
					{t("nestedAll")}
				</Button>
			)}
		</Notice>
	);
}
