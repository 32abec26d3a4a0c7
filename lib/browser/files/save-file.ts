/** Offers a file as a download; nothing leaves the browser. */
export function saveFile(content: Blob, name: string): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// Long enough for a slow browser to read it.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
