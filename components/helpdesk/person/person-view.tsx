"use client";

import { useEffect, useRef } from "react";
import { FailureWithNextStep } from "#components/failure/failure-with-next-step.tsx";
import { CodeList, useViewFacts, utc } from "#components/progress/code-list.tsx";
import { ForecastBasis, ForecastOf } from "#components/progress/forecast-text.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { Tag, type TagLook } from "#components/ui/tag.tsx";
import type { FoundPerson } from "#lib/browser/helpdesk/follow-person.ts";
import { PERSON_HEADING } from "#lib/browser/helpdesk/person-address.ts";
import { notePerson } from "#lib/browser/helpdesk/recent.ts";
import { usePerson } from "#lib/browser/helpdesk/use-person.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import type { LookedUp, LookUpAnswer } from "#lib/core/helpdesk/looked-up.ts";
import type { PersonState } from "#lib/core/person/person-state.ts";
import { type PersonStateName, personState } from "#lib/core/person/person-state.ts";
import { shownUserName } from "#lib/core/person/shown-user-name.ts";
import type { Habits } from "#lib/core/readiness/habits.ts";
import type { WatchView } from "#lib/core/watch/watch-view.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { TemporaryArea } from "../temporary/temporary-area.tsx";
import { useTimes } from "../times.ts";
import { PersonFacts } from "./person-facts.tsx";
import { PersonTicket } from "./person-ticket.tsx";
import { useAdviceText, useReasonText } from "./state-text.ts";
import { useTicketText } from "./ticket-text.ts";

/** A person's state, and what to tell them now; it refreshes by itself. */
export function PersonView({ id }: { id: string }) {
	const t = useTranslations("onePerson");
	const { read, again } = usePerson(id);
	const person = read?.ok ? read.value.person : undefined;
	const answer = read?.ok && read.value.lookUp.ok ? read.value.lookUp.value : undefined;
	const reference = answer?.people[0]?.watch?.view.reference;
	useEffect(() => {
		if (person) notePerson({ ...person, reference });
	}, [person, reference]);
	if (!read) return <Loading>{t("reading")}</Loading>;
	if (!read.ok) return <FailureWithNextStep failure={read.failure} again={again} />;
	return <PersonCard {...read.value} again={again} />;
}

/** A person who has been read. */
export function PersonCard({
	person,
	lookUp,
	isStale,
	again,
}: FoundPerson & { again: () => void }) {
	const known = lookUp.ok ? knownOf(person, lookUp.value) : undefined;
	return (
		<section
			aria-labelledby={PERSON_HEADING}
			className="card @container max-w-[80rem] in-[dialog]:border-0 in-[dialog]:p-0 in-[dialog]:shadow-none"
		>
			<Who person={person} />
			<div className="items-start gap-x-10 @min-[50rem]:grid @min-[50rem]:grid-cols-[4fr_3fr]">
				<div className="min-w-0">
					{!lookUp.ok && <FailureWithNextStep failure={lookUp.failure} again={again} />}
					{known && <ReadOutAndState {...known} isStale={isStale} />}
					<TemporaryArea person={person} onChange={again} />
				</div>
				{known && <Details {...known} again={again} />}
			</div>
		</section>
	);
}

/** A person's state from the look-up. */
function knownOf(person: Member, answer: LookUpAnswer) {
	const [lookedUp] = answer.people;
	if (!lookedUp) return undefined;
	const { controllers, domainMadeAt } = lookedUp.account;
	const now = answer.readAt;
	const watch = lookedUp.watch?.view;
	const where = personState(person, { controllers, domainMadeAt, watch }, now);
	return { person, answer, lookedUp, where, now };
}

type Known = NonNullable<ReturnType<typeof knownOf>>;

/** The heading takes the focus once the person is loaded, so that it is announced first. */
function Who({ person }: { person: Member }) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	return (
		<>
			<h2 id={PERSON_HEADING} ref={heading} tabIndex={-1} className="text-2xl font-bold">
				<bdi>{person.displayName}</bdi>
			</h2>
			<p className="mt-1.5 text-balance wrap-anywhere text-muted">
				<bdi>
					<Breakable>{shownUserName(person.userPrincipalName)}</Breakable>
				</bdi>
			</p>
		</>
	);
}

/** The state, and what to say. */
function ReadOutAndState({ isStale, ...known }: Known & { isStale: boolean }) {
	const t = useTranslations();
	const { where, now } = known;
	return (
		<>
			<p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
				<span role="status">
					<Tag look={PERSON_LOOK[where.state]}>{t(`cohort.states.${where.state}`)}</Tag>
				</span>
				<Live at={now} isStale={isStale} />
			</p>
			<ReadOut where={where} now={now} />
			<ForTicket {...known} />
		</>
	);
}

/** The evidence, for agents who want to know more. */
function Details({ person, answer, lookedUp, where, now, again }: Known & { again: () => void }) {
	return (
		<div className="min-w-0">
			<PersonFacts person={person} lookedUp={lookedUp} now={now} />
			{where.state === "waiting" && (
				<PersonForecast person={person} lookedUp={lookedUp} answer={answer} />
			)}
			<Evidence view={lookedUp.watch?.view} habits={answer.habits} />
			{where.state !== "cannot" && (
				<PersonTicket person={person} lookedUp={lookedUp} where={where} now={now} onMade={again} />
			)}
		</div>
	);
}

/** The time of the data; the passage of time is not announced, a failed reading is. */
function Live({ at, isStale }: { at: Date; isStale: boolean }) {
	const t = useTranslations("onePerson");
	const { spoken } = useTimes();
	return (
		<>
			{!isStale && (
				<span className="flex items-center gap-2 text-sm text-muted">
					<span aria-hidden className="size-2 animate-pulse rounded-pill bg-success" />
					{t("live", { at: spoken(at) })}
				</span>
			)}
			<span role="status" className="font-semibold text-warning">
				{isStale && t("stale", { at: spoken(at) })}
			</span>
		</>
	);
}

function ForTicket(facts: Parameters<typeof useTicketText>[0]) {
	const t = useTranslations("onePerson");
	const value = useTicketText(facts);
	return <CopyButton label={t("ticketText.label")} value={value} text={t("ticketText.copy")} />;
}

type ForecastProps = { person: Member; lookedUp: LookedUp; answer: LookUpAnswer };

/** How long it will take, by the person's own watch if there is one. */
function PersonForecast({ person, lookedUp, answer }: ForecastProps) {
	const t = useTranslations("progress");
	const view = lookedUp.watch?.view;
	const forecast = view?.forecast ?? answer.forecast;
	return (
		<section className="my-6">
			<h3 className="mb-2 text-base font-bold">{t("forecastHeading")}</h3>
			<p>
				<ForecastOf
					forecast={forecast}
					changedAt={view?.changedAt ?? person.lastPasswordChangeAt}
					now={view?.sentAt ?? answer.readAt}
				/>
			</p>
			<ForecastBasis forecast={forecast} />
		</section>
	);
}

/** The colour only repeats what the text says. */
const PERSON_LOOK: Record<PersonStateName, TagLook> = {
	"has-to-change": "plain",
	waiting: "warning",
	probably: "warning",
	usable: "success",
	blocked: "danger",
	cannot: "muted",
	unknown: "muted",
};

/** What to say now, in words to read out or to send, and the agent's evidence for it. */
export function ReadOut({ where, now }: { where: PersonState; now: Date }) {
	const t = useTranslations("onePerson");
	const { ago, spoken } = useTimes();
	const advice = useAdviceText(where, now);
	const reason = useReasonText(where, { past: (at) => ago(at, now), coming: spoken });
	return (
		<div className="my-4">
			<div className="rounded-card border border-transparent bg-info-tint p-4 sm:p-5">
				<h3 className="mb-1 text-sm font-semibold text-info">{t("sayHeading")}</h3>
				<blockquote aria-live="polite" className="mb-3 text-[1.25rem]/7">
					{advice}
				</blockquote>
				<CopyButton label={t("sayHeading")} value={advice} />
			</div>
			<p className="mt-3">{reason}</p>
		</div>
	);
}

type Props = { view: WatchView | undefined; habits: Habits };

/** What the judgement of the person's watch is based on, and how the domain has been observed to write. */
function Evidence({ view, habits }: Props) {
	const t = useTranslations("progress.helpdesk");
	const progress = useTranslations("progress");
	const viewFacts = useViewFacts();
	const facts = [
		...(view ? viewFacts(view, view.checkedAt) : []),
		{ name: t("passwordTime"), value: habitCode(habits.passwordTime) },
		{ name: t("firstKeys"), value: habitCode(habits.firstKeys) },
	];
	return (
		<Disclosure summary={progress("technicalDetails")}>
			<CodeList facts={facts} />
		</Disclosure>
	);
}

function habitCode(habit: Habits["passwordTime"] | Habits["firstKeys"]): string {
	return habit ? `${habit.kind}, ${habit.count} landings, last ${utc(habit.lastSeenAt)}` : "-";
}
