"use client";

import type { TagLook } from "#components/ui/tag.tsx";
import { type CohortCounts, total } from "#lib/core/cohort/cohort-counts.ts";
import { PERSON_STATES, type PersonStateName } from "#lib/core/person/person-state.ts";
import { useLocale, useTranslations } from "#lib/text/client.tsx";

import { PERSON_LOOK } from "../person-look.ts";

type Props = {
	counts: CohortCounts;
	/** `undefined`: everybody. */
	chosen: PersonStateName | undefined;
	onChoose: (state: PersonStateName | undefined) => void;
};

const DOT: Record<TagLook, string> = {
	plain: "bg-info",
	success: "bg-success",
	warning: "bg-warning",
	danger: "bg-danger",
	muted: "bg-control",
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
			<ul className="flex flex-wrap gap-2">
				{choices.map(({ state, name, count }) => (
					<li key={name} className="grow">
						<button
							type="button"
							aria-pressed={chosen === state}
							onClick={() => onChoose(state)}
							className="h-full w-full cursor-pointer rounded-control border border-line bg-surface px-3 py-2 text-start whitespace-nowrap transition-colors hover:bg-raised aria-pressed:border-action aria-pressed:bg-info-tint"
						>
							<span className="block text-2xl font-bold tabular-nums">{number.format(count)}</span>{" "}
							<span className="flex items-center gap-1.5 text-sm">
								{state && (
									<span
										aria-hidden="true"
										className={`size-2 rounded-pill border border-transparent ${DOT[PERSON_LOOK[state]]}`}
									/>
								)}
								{name}
							</span>
						</button>
					</li>
				))}
			</ul>
		</fieldset>
	);
}
