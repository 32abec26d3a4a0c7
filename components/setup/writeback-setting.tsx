"use client";

import { useConfig } from "#components/site/site-settings.tsx";
import { useTranslations } from "#lib/text/client.tsx";

/** How this portal is set, as soon as it is known. */
export function WritebackSetting() {
	const t = useTranslations("setup");
	// The page says what to do also where the portal does not answer.
	const isOn = useConfig()?.change.hasPasswordWriteback;
	return (
		<p className="mb-4 min-h-6 font-semibold">
			{isOn === undefined ? "" : t(isOn ? "isOn" : "isOff")}
		</p>
	);
}
