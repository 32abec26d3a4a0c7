"use client";

import { type ReactNode, type RefObject, useEffect, useState } from "react";
import { later } from "#components/ui/later.tsx";
import type { PasswordFieldHandle } from "#components/ui/password-field.tsx";
import { TEXT_LINK } from "#components/ui/text-link.ts";
import type { Me } from "#lib/entra/graph/read-me.ts";
import { useTranslations } from "#lib/text/client.tsx";

const LazyJudgement = later(() => import("./judgement-of.tsx").then((m) => m.JudgementOf));
const LazyOffer = later(() => import("./passphrase-offer.tsx").then((m) => m.PassphraseOffer));

type Props = {
	me: Me;
	input: RefObject<HTMLInputElement | null>;
	field: RefObject<PasswordFieldHandle | null>;
	isBusy: boolean;
	/** The rules. */
	children: ReactNode;
};

/**
 * Help with a new password, below its field: its strength, what Microsoft is likely to refuse, and
 * a passphrase on request. Everything is loaded on demand, and nothing blocks the form.
 */
export function NewPasswordHelp({ me, input, field, isBusy, children }: Props) {
	const t = useTranslations("passwordHelp");
	const guess = useTranslations("change")("ruleGuess");
	const hasTyped = useHasTyped(input);
	const [offer, setOffer] = useState<"none" | "shown" | "used">("none");

	function use(passphrase: string) {
		field.current?.fill(passphrase);
		setOffer("used");
	}

	return (
		<>
			{/* The longest words take their place unseen, so that no button moves when words come. */}
			<div data-room={`${t("levels.fair")} ${t("advice.word")}`} className="my-3 text-sm">
				{hasTyped ? (
					<LazyJudgement me={me} input={input} isPaused={isBusy}>
						{guess}
					</LazyJudgement>
				) : (
					<p>{guess}</p>
				)}
			</div>
			{children}
			<p className="mt-3">
				<button
					type="button"
					aria-expanded={offer === "shown"}
					onClick={() => setOffer(offer === "shown" ? "none" : "shown")}
					className={`min-h-6 cursor-pointer text-start text-sm ${TEXT_LINK}`}
				>
					{t("suggest")}
				</button>
			</p>
			{offer === "shown" && <LazyOffer onUse={use} />}
			<p role="status" className="mt-1 text-sm">
				{offer === "used" && t("used")}
			</p>
		</>
	);
}

/** Whether anything was ever typed, pasted or filled into a field. */
function useHasTyped(input: RefObject<HTMLInputElement | null>): boolean {
	const [hasTyped, setHasTyped] = useState(false);
	useEffect(() => {
		const note = () => setHasTyped(true);
		const field = input.current;
		// A password manager may have filled it before this listener existed.
		if (field?.value) note();
		field?.addEventListener("input", note, { once: true });
		return () => field?.removeEventListener("input", note);
	}, [input]);
	return hasTyped;
}
