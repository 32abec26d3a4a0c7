"use client";

import { Disclosure } from "#components/ui/disclosure.tsx";
import {
	LEFT_OUT_REASONS,
	type LeftOut,
	UNREAD_REASONS,
	type Unread,
} from "#lib/core/cohort/expiry-plan.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { PeopleList } from "./people-list.tsx";

type Props = { leftOut: readonly LeftOut[]; unread: readonly Unread[] };

/** People and entries that are left out, by reason. */
export function LeftOutList({ leftOut, unread }: Props) {
	const t = useTranslations("expire");
	const groups = [
		...LEFT_OUT_REASONS.map((reason) => ({
			reason,
			people: leftOut.filter((one) => one.reason === reason).map(({ person }) => person),
		})),
		...UNREAD_REASONS.map((reason) => ({
			reason,
			people: unread
				.filter((one) => one.reason === reason)
				.map(({ text }, index) => asListed(text, index)),
		})),
	].filter(({ people }) => people.length > 0);
	return (
		<section className="my-8">
			<h2 className="mb-2 text-xl font-bold">{t("leftOutHeading")}</h2>
			{groups.length === 0 && <p>{t("leftOutNobody")}</p>}
			{groups.map(({ reason, people }) => (
				<Disclosure key={reason} summary={`${t(`reasons.${reason}`)} (${people.length})`}>
					<PeopleList id={reason} label={t(`reasons.${reason}`)} people={people} />
				</Disclosure>
			))}
		</section>
	);
}

/** A text that is not a user name, as an entry of the list; the same text may occur more than once. */
const asListed = (text: string, index: number) => ({
	id: `${index} ${text}`,
	displayName: text,
	userPrincipalName: "",
});
