"use client";

import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { useNotificationPermission } from "#lib/browser/notify/notification-permission.ts";
import { changePreferences, useTellPreferences } from "#lib/browser/notify/tell-preferences.ts";
import { useTranslations } from "#lib/text/client.tsx";

/** Browser notifications: why, a button that requests permission, and the result. */
export function NotificationChoice() {
	const t = useTranslations("tellMe");
	const { permission, ask } = useNotificationPermission();
	const { notification } = useTellPreferences();
	const words = useRef<HTMLParagraphElement>(null);
	if (permission === "unsupported") return null;
	const isOn = permission === "granted" && notification;

	async function press(): Promise<void> {
		if (isOn) return changePreferences({ notification: false });
		const answer = permission === "granted" ? permission : await ask();
		if (answer === "granted") changePreferences({ notification: true });
		// The button has disappeared by then, and the keyboard focus must not be lost.
		if (answer === "denied") words.current?.focus();
	}

	return (
		<div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
			{permission !== "denied" && (
				<Button look="secondary" onClick={() => void press()}>
					{t(isOn ? "stop" : "ask")}
				</Button>
			)}
			<p ref={words} tabIndex={-1} role="status" className="text-sm text-muted">
				{t(permission === "denied" ? "denied" : isOn ? "on" : "why")}
			</p>
		</div>
	);
}
