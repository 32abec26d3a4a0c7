"use client";

import { useEffect, useRef } from "react";
import { ForecastOf } from "#components/progress/forecast-text.tsx";
import { Button } from "#components/ui/button.tsx";
import { Loading } from "#components/ui/loading.tsx";
import { usePerson } from "#lib/browser/helpdesk/use-person.ts";
import type { Member } from "#lib/core/cohort/member.ts";
import type { Forecast } from "#lib/core/forecast/forecast.ts";
import type { LookedUp } from "#lib/core/helpdesk/looked-up.ts";
import { personState } from "#lib/core/person/person-state.ts";
import type { Habits } from "#lib/core/readiness/habits.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { HelpdeskProblem } from "../helpdesk-problem.tsx";
import { TemporaryArea } from "../temporary/temporary-area.tsx";
import { Evidence } from "./evidence.tsx";
import { FindProblem } from "./find-problem.tsx";
import { PersonFacts } from "./person-facts.tsx";
import { PersonTicket } from "./person-ticket.tsx";
import { ReadOut } from "./read-out.tsx";

/** Where one person is, and what to tell them now. */
export function PersonView({ chosen }: { chosen: Member }) {
	const t = useTranslations("onePerson");
	const { read, again } = usePerson(chosen);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	return (
		<section className="card mt-6 max-w-[60rem]">
			<h2 ref={heading} tabIndex={-1} className="text-xl font-bold">
				<bdi>{chosen.displayName}</bdi>
			</h2>
			<p className="wrap-anywhere text-muted">
				<bdi>{chosen.userPrincipalName}</bdi>
			</p>
			{!read && <Loading>{t("reading")}</Loading>}
			{read && !read.ok && <FindProblem because={read.because} again={again} />}
			{read?.ok && !read.held.ok && <HelpdeskProblem code={read.held.code} again={again} />}
			{read?.ok && read.held.ok && read.held.value.people[0] && (
				<Known
					person={read.person}
					held={read.held.value.people[0]}
					forecast={read.held.value.forecast}
					habits={read.held.value.habits}
					again={again}
				/>
			)}
			<TemporaryArea person={chosen} onNews={again} />
		</section>
	);
}

type KnownProps = {
	person: Member;
	held: LookedUp;
	forecast: Forecast;
	habits: Habits;
	again: () => void;
};

function Known({ person, held, forecast, habits, again }: KnownProps) {
	const t = useTranslations("onePerson");
	const { controllers, domainMadeAt } = held.account;
	const view = held.watch?.view;
	const where = personState(person, { controllers, domainMadeAt, watch: view }, new Date());
	return (
		<>
			<ReadOut where={where} />
			<p className="my-4">
				<Button look="secondary" onClick={again}>
					{t("lookAgain")}
				</Button>
			</p>
			<PersonFacts person={person} held={held} />
			{where.state === "waiting" && (
				<PersonForecast person={person} held={held} forecast={forecast} />
			)}
			<Evidence view={view} habits={habits} />
			<PersonTicket person={person} held={held} where={where} onMade={again} />
		</>
	);
}

/** How long it will take, by the person's own watch where there is one. */
function PersonForecast({
	person,
	held,
	forecast,
}: Pick<KnownProps, "person" | "held" | "forecast">) {
	const t = useTranslations("progress");
	const view = held.watch?.view;
	return (
		<section className="my-6">
			<h3 className="mb-2 text-base font-bold">{t("forecastHeading")}</h3>
			<ForecastOf
				forecast={view?.forecast ?? forecast}
				changedAt={view?.changedAt ?? person.lastPasswordChangeAt}
				now={view?.sentAt ?? new Date()}
			/>
		</section>
	);
}
