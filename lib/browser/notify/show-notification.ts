type Content = {
	title: string;
	body: string;
	/** A notification replaces an earlier one with the same tag, whichever tab it came from. */
	tag: string;
	lang: string;
	dir: "ltr" | "rtl";
};

/** Shows a browser notification that leads back to this tab. */
export function showNotification({ title, ...content }: Content): void {
	try {
		// Without `renotify` a replacement is silent.
		const options: NotificationOptions & { renotify: boolean } = { ...content, renotify: true };
		const notification = new Notification(title, options);
		notification.onclick = () => {
			window.focus();
			notification.close();
		};
	} catch {
		// Some browsers have the API but no permission for pages; the title and the icon still show it.
	}
}
