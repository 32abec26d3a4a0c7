"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
import { LEFT_OUT_REASONS, type LeftOut } from "#lib/core/cohort/expiry-plan.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { PeopleList } from "./people-list.tsx";

type Props = { leftOut: readonly LeftOut[]; notFound: readonly string[] };

/** Who is left out, by the reason. */
export function LeftOutList({ leftOut, notFound }: Props) {
	const t = useTranslations("expire");
	const missing = notFound.map((name) => ({ id: name, displayName: name, userPrincipalName: "" }));
	const groups = [
		...LEFT_OUT_REASONS.map((reason) => ({
			reason,
			people: leftOut.filter((one) => one.reason === reason).map(({ person }) => person),
		})),
		{ reason: "not-found" as const, people: missing },
	].filter(({ people }) => people.length > 0);
	return (
		<section className="my-8">
			<h2 className="mb-2 text-2xl font-bold">{t("leftOutHeading")}</h2>
			{groups.length === 0 && <p>{t("leftOutNobody")}</p>}
			{groups.map(({ reason, people }) => (
				<Disclosure key={reason} summary={`${t(`reasons.${reason}`)} (${people.length})`}>
					<PeopleList id={reason} label={t(`reasons.${reason}`)} people={people} />
				</Disclosure>
			))}
		</section>
	);
}
