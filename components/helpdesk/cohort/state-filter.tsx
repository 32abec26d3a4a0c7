"use client";

import { type CohortCounts, total } from "#lib/core/cohort/cohort-counts.ts";
import { PERSON_STATES, type PersonStateName } from "#lib/core/person/person-state.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

type Props = {
	counts: CohortCounts;
	/** `undefined`: everybody. */
	chosen: PersonStateName | undefined;
	onChoose: (state: PersonStateName | undefined) => void;
};

/** How many are in each state; pressing one shows those alone. */
export function StateFilter({ counts, chosen, onChoose }: Props) {
	const t = useTranslations("cohort");
	const locale = useLocale();
	const number = new Intl.NumberFormat(locale);
	const choices = [
		{ state: undefined, name: t("everybody"), count: total(counts) },
		...PERSON_STATES.map((state) => ({ state, name: t(`states.${state}`), count: counts[state] })),
	];
	return (
		<fieldset className="my-6">
			<legend className="mb-2 font-semibold">{t("whichState")}</legend>
			<ul className="grid grid-cols-2 gap-2 sm:grid-cols-4 lg:grid-cols-8">
				{choices.map(({ state, name, count }) => (
					<li key={name}>
						<button
							type="button"
							aria-pressed={chosen === state}
							onClick={() => onChoose(state)}
							className="h-full w-full cursor-pointer rounded-sm border-2 border-control p-2 text-start hover:bg-raised aria-pressed:border-action aria-pressed:bg-raised"
						>
							<span className="block text-2xl font-bold">{number.format(count)}</span>{" "}
							<span className="text-sm">{name}</span>
						</button>
					</li>
				))}
			</ul>
		</fieldset>
	);
}
