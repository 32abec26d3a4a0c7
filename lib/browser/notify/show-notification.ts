type Content = {
	title: string;
	body: string;
	/** A notification takes the place of an earlier one of the same tag, whichever tab that came from. */
	tag: string;
	lang: string;
	dir: "ltr" | "rtl";
};

/** Shows a notification of the browser that leads back to this tab. */
export function showNotification({ title, ...content }: Content): void {
	try {
		// Without `renotify` one that takes another's place makes no stir.
		const options: NotificationOptions & { renotify: boolean } = { ...content, renotify: true };
		const notification = new Notification(title, options);
		notification.onclick = () => {
			window.focus();
			notification.close();
		};
	} catch {
		// Some browsers have the name and let no page show one; title and icon still tell.
	}
}
