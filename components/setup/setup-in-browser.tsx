"use client";

import { useConfig } from "#components/site/use-config.ts";
import { Breakable } from "#components/ui/breakable.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FULL_PASSWORD_SYNC } from "#lib/core/full-password-sync.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** The script to run; it is left-to-right in every language. */
export function ScriptToCopy({ label }: { label: string }) {
	return (
		<div className="my-4">
			<section
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (axe, scrollable-region-focusable)
				tabIndex={0}
				aria-label={label}
				dir="ltr"
				className="my-2 overflow-x-auto rounded-control border border-line bg-raised"
			>
				<pre className="w-fit p-3 font-mono text-sm">{FULL_PASSWORD_SYNC}</pre>
			</section>
			<CopyButton label={label} value={FULL_PASSWORD_SYNC} />
		</div>
	);
}

/** How this portal is configured, once known. */
export function WritebackSetting() {
	const t = useTranslations("setup");
	// The page says what to do even if the portal does not answer.
	const isOn = useConfig()?.change.hasPasswordWriteback;
	return (
		<p className="mb-4 min-h-6 font-semibold">
			<Breakable>{isOn === undefined ? "" : t(isOn ? "isOn" : "isOff")}</Breakable>
		</p>
	);
}
