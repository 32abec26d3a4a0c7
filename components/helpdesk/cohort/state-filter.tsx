"use client";

import { useArrows } from "#components/ui/use-arrows.ts";
import { type CohortCounts, total } from "#lib/core/cohort/cohort-counts.ts";
import { PERSON_STATES, type PersonStateName } from "#lib/core/person/person-state.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { useNumbers } from "../times.ts";
import { StateBar, StateDot } from "./state-bar.tsx";

type Props = {
	counts: CohortCounts;
	/** `undefined`: everybody. */
	chosen: PersonStateName | undefined;
	/** Whether the group has been read; until then most are "not known". */
	isComplete: boolean;
	onChoose: (state: PersonStateName | undefined) => void;
};

/**
 * How many people are in each state; pressing one shows only those. The buttons are one tab stop,
 * with arrow keys between them (ARIA Authoring Practices, "Toolbar"). On a phone they are one line that
 * scrolls, without empty states; an empty "not known" is hidden everywhere, and any while the group is read.
 */
export function StateFilter({ counts, chosen, isComplete, onChoose }: Props) {
	const t = useTranslations("cohort");
	const number = useNumbers();
	const { box, stop, onKeyDown, onFocus } = useArrows();
	const choices = [
		{ state: undefined, name: t("everybody"), count: total(counts) },
		...PERSON_STATES.map((state) => ({ state, name: t(`states.${state}`), count: counts[state] })),
	];
	return (
		<div className="mt-3">
			<StateBar counts={counts} chosen={chosen} />
			<div
				ref={box}
				role="toolbar"
				aria-label={t("whichState")}
				onKeyDown={onKeyDown}
				className="-mx-4 flex gap-1 overflow-x-auto px-4 py-1.5 sm:flex-wrap"
			>
				{choices.map(({ state, name, count }, index) => {
					const isShown = count > 0 && (isComplete || state !== "unknown");
					const isKept = isShown || chosen === state || index === stop;
					return (
						<button
							key={name}
							type="button"
							tabIndex={index === stop ? 0 : -1}
							aria-pressed={chosen === state}
							onFocus={() => onFocus(index)}
							onClick={() => onChoose(chosen === state ? undefined : state)}
							className={`${isKept ? "flex" : state === "unknown" ? "hidden" : "hidden sm:flex"} min-h-7 cursor-pointer items-center gap-1 rounded-pill border border-line bg-surface px-1.5 text-sm whitespace-nowrap transition-colors hover:bg-raised aria-pressed:border-action aria-pressed:bg-info-tint pointer-coarse:min-h-control ${count > 0 ? "" : "text-muted"}`}
						>
							{state && <StateDot state={state} />}
							<span className="font-bold tabular-nums">{number(count)}</span> {name}
						</button>
					);
				})}
			</div>
		</div>
	);
}
