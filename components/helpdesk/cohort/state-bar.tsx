import type { CohortCounts } from "#lib/core/cohort/cohort-counts.ts";
import { PERSON_STATES, type PersonStateName } from "#lib/core/person/person-state.ts";

/** The two shades of "works" and of waiting differ by strength; the text does not rely on them. */
const STATE_FILL: Record<PersonStateName, string> = {
	"has-to-change": "bg-info",
	waiting: "bg-warning",
	probably: "bg-success/50",
	usable: "bg-success",
	blocked: "bg-danger",
	cannot: "bg-control",
	unknown: "bg-control/50",
};

/** The colour of a state, beside its name. */
export function StateDot({ state }: { state: PersonStateName }) {
	return (
		<span
			aria-hidden="true"
			className={`me-0.5 inline-block size-2.5 shrink-0 rounded-pill forced-color-adjust-none ${STATE_FILL[state]}`}
		/>
	);
}

type Props = {
	counts: CohortCounts;
	/** Only people in this state are shown. */
	chosen?: PersonStateName | undefined;
	isSmall?: boolean;
};

/** A bar of how many people are in each state; the text beside it says the same. */
export function StateBar({ counts, chosen, isSmall }: Props) {
	const shown = PERSON_STATES.filter((state) => (counts[state] ?? 0) > 0);
	return (
		<div
			aria-hidden="true"
			className={`flex gap-px overflow-hidden rounded-pill bg-line forced-color-adjust-none ${isSmall ? "my-1.5 h-1.5" : "h-2.5"}`}
		>
			{shown.map((state) => (
				<span
					key={state}
					style={{ flexGrow: counts[state] }}
					className={`min-w-1 basis-0 transition-opacity ${STATE_FILL[state]} ${chosen && chosen !== state ? "opacity-25" : ""}`}
				/>
			))}
		</div>
	);
}
