"use client";

import { useState } from "react";
import { ChangeRules } from "#components/change/change-rules.tsx";
import { PassphraseOffer } from "#components/change/passphrase-offer.tsx";
import { Strength } from "#components/change/strength.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { FoldButton } from "#components/ui/fold-button.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";
import { metRules } from "#lib/core/password-rules.ts";
import { useTranslations } from "#lib/text/client.tsx";
import { Group, Specimen } from "./specimen.tsx";

const LEVELS = ["weak", "fair", "good", "strong"] as const;

/** What helps with a new password, and the button that sends it. */
export function Form() {
	const t = useTranslations("passwordHelp");
	const change = useTranslations("change");
	return (
		<Group name="The form">
			<Specimen name="Rules: none met">
				<ChangeRules met={metRules("")} />
			</Specimen>
			<Specimen name="Rules: all met">
				<ChangeRules met={metRules("Copper-Meadow-58", "Granite-Puffin-88")} />
			</Specimen>
			<Specimen name="Strength: nothing typed">
				<Strength>{change("ruleGuess")}</Strength>
			</Specimen>
			{LEVELS.map((level) => (
				<Specimen key={level} name={`Strength: ${level}`}>
					<Strength level={level}>{t(`levels.${level}`)}</Strength>
				</Specimen>
			))}
			<Specimen name="Sending">
				<SubmitButton busyText={change("submitting")}>{change("submit")}</SubmitButton>
			</Specimen>
		</Group>
	);
}

/** What takes the focus when it opens. The menus are in the header of this page. */
export function OnRequest() {
	const t = useTranslations("passwordHelp");
	const [shown, setShown] = useState<"passphrase" | "drawer">();
	return (
		<Group name="On request">
			<Specimen name="Passphrase">
				<FoldButton
					isOpen={shown === "passphrase"}
					onClick={() => setShown(shown === "passphrase" ? undefined : "passphrase")}
				>
					{t("suggest")}
				</FoldButton>
				{shown === "passphrase" && <PassphraseOffer onUse={() => setShown(undefined)} />}
			</Specimen>
			<Specimen name="Drawer">
				<FoldButton isOpen={shown === "drawer"} onClick={() => setShown("drawer")}>
					Open the drawer
				</FoldButton>
				{shown === "drawer" && (
					<Drawer
						text={{ label: "One person", close: "Close" }}
						onClose={() => setShown(undefined)}
					>
						<h2 className="mb-2 text-2xl font-bold">Maria Rossi</h2>
						<p>The page stays where it was.</p>
					</Drawer>
				)}
			</Specimen>
		</Group>
	);
}
