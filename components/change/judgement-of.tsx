"use client";

import { type ReactNode, type RefObject, useEffect, useMemo, useState } from "react";
import { Notice } from "#components/ui/notice.tsx";
import { useJudgement } from "#lib/browser/password-help/use-judgement.ts";
import { ownWords } from "#lib/core/own-words.ts";
import type { PasswordHint, PasswordJudgement } from "#lib/core/password-judgement.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { PasswordHints } from "./password-hints.tsx";
import { Strength } from "./strength.tsx";

/** Screen readers are not interrupted while somebody types, until a pause of this length. */
const PAUSE_MS = 1_000;

type Props = {
	me: Me;
	input: RefObject<HTMLInputElement | null>;
	isPaused: boolean;
	/** The text while there is nothing to judge. */
	children: ReactNode;
};

/** The judgement of the password in a field, while it is typed. It only ever advises. */
export function JudgementOf({ me, input, isPaused, children }: Props) {
	const own = useMemo(() => ownWords(me), [me]);
	const judgement = useJudgement({ own, input, isPaused });
	const text = useJudgementText();
	const { strength, characters, common, hints } = text(judgement);
	const flaw = useFlaw(input);
	const problems = useTranslations("change.problems");
	const same = flaw === "same" && problems("new-same-as-existing");
	return (
		<>
			<Strength level={flaw ? undefined : judgement?.strength?.level}>
				{flaw ? (
					same
				) : strength ? (
					<>
						<strong>{strength.level}</strong> {strength.advice}
					</>
				) : (
					children
				)}
			</Strength>
			<PasswordHints>
				{characters && <p className="mt-3 font-semibold text-warning">{characters}</p>}
				{common && (
					<Notice look="danger" heading={common.heading}>
						<p>{common.text}</p>
					</Notice>
				)}
				{hints && (
					<Notice look="warning" heading={hints.heading}>
						<ul className="list-disc ps-6">
							{hints.reasons.map((reason) => (
								<li key={reason}>{reason}</li>
							))}
						</ul>
						{hints.note && <p className="mt-2">{hints.note}</p>}
					</Notice>
				)}
			</PasswordHints>
			<Spoken>{flaw ? same || "" : wordsOf(text(judgement))}</Spoken>
		</>
	);
}

/**
 * What makes a strength beside the point: the field has an error ("too easy to guess" and "very hard to guess" would
 * contradict each other), or it holds the current password.
 */
function useFlaw(input: Props["input"]): "refused" | "same" | undefined {
	const [flaw, setFlaw] = useState<"refused" | "same">();
	// The form renders this anew with every error, and whenever either field changes.
	useEffect(() => {
		const field = input.current;
		const existing = field?.form?.elements.namedItem("existing") as HTMLInputElement | null;
		const isSame = Boolean(field?.value) && field?.value === existing?.value;
		const isRefused = field?.getAttribute("aria-invalid") === "true";
		setFlaw(isRefused ? "refused" : isSame ? "same" : undefined);
	});
	return flaw;
}

type JudgementText = ReturnType<ReturnType<typeof useJudgementText>>;

/** Puts a judgement into words; a code without a sentence does not compile. */
function useJudgementText() {
	const t = useTranslations("passwordHelp");
	return ({ strength, hints }: PasswordJudgement = { strength: undefined, hints: [] }) => {
		const reasons = hints.flatMap(reasonOf);
		const other = hints.find((hint) => "characters" in hint);
		const isCommon = hints.some((hint) => hint.code === "common");
		return {
			strength: strength && {
				level: t(`levels.${strength.level}`),
				advice: strength.advice && t(`advice.${strength.advice}`),
			},
			characters: other && t(`hints.${other.code}`, { characters: other.characters }),
			common: isCommon ? { heading: t("commonHeading"), text: t("hints.common") } : undefined,
			hints:
				reasons.length > 0
					? { heading: t("hintsHeading"), reasons, note: !other && t("hintsNote") }
					: undefined,
		};
	};

	/** Reasons why Microsoft may refuse it; other hints are shown separately. */
	function reasonOf(hint: PasswordHint): string[] {
		switch (hint.code) {
			case "other-characters":
			case "unseen-characters":
			case "common":
				return [];
			case "points":
				return [t("hints.points")];
			default:
				return [t(`hints.${hint.code}`)];
		}
	}
}

function wordsOf({ strength, characters, common, hints }: JudgementText): string {
	return [
		characters,
		common && `${common.heading}.`,
		strength?.level,
		strength?.advice,
		...(hints ? [`${hints.heading}:`, ...hints.reasons] : []),
	]
		.filter(Boolean)
		.join(" ");
}

/** For screen readers: the latest text after a pause, and the same text only once. */
function Spoken({ children }: { children: string }) {
	const [spoken, setSpoken] = useState("");
	useEffect(() => {
		const timer = setTimeout(() => setSpoken(children), PAUSE_MS);
		return () => clearTimeout(timer);
	}, [children]);
	return (
		<p className="sr-only" role="status">
			{spoken}
		</p>
	);
}
