import { useEffect, useState } from "react";

/** `unsupported`: this browser has no notifications that a page can show. */
type NotificationPermissionState = "default" | "granted" | "denied" | "unsupported";

/** Whether notifications are permitted, and how to request it: only ever after a button press. */
export function useNotificationPermission(): {
	permission: NotificationPermissionState;
	ask: () => Promise<NotificationPermissionState>;
} {
	const [permission, setPermission] = useState(readPermission);

	useEffect(() => {
		const look = () => setPermission(readPermission());
		const stop = new AbortController();
		// People who allow it in the browser's settings return to the page.
		document.addEventListener("visibilitychange", look, { signal: stop.signal });
		window.addEventListener("focus", look, { signal: stop.signal });
		navigator.permissions
			?.query({ name: "notifications" })
			.then((status) => status.addEventListener("change", look, { signal: stop.signal }))
			.catch(() => undefined);
		return () => stop.abort();
	}, []);

	return {
		permission,
		async ask() {
			const answer = await Notification.requestPermission().catch(() => "denied" as const);
			setPermission(answer);
			return answer;
		},
	};
}

/** The current permission. */
export function readPermission(): NotificationPermissionState {
	if (!("Notification" in window)) return "unsupported";
	// Chrome on Android has the API, but only service workers may show notifications.
	if (/Android.*Chrome/.test(navigator.userAgent)) return "unsupported";
	return Notification.permission;
}
