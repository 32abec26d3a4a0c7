"use client";

import { useEffect, useState } from "react";
import { loadConfig } from "#lib/browser/client-config.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** How this portal is set, as soon as it is known. */
export function WritebackSetting() {
	const t = useTranslations("setup");
	const [isOn, setIsOn] = useState<boolean>();
	useEffect(() => {
		// The page says what to do also where the portal does not answer.
		loadConfig().then(
			({ change }) => setIsOn(change.hasPasswordWriteback),
			() => undefined,
		);
	}, []);
	return (
		<p className="mb-4 min-h-6 font-semibold">
			{isOn === undefined ? "" : t(isOn ? "isOn" : "isOff")}
		</p>
	);
}
