/** Gives the person a file to keep; nothing leaves the browser. */
export function saveFile(content: Blob, name: string): void {
	const url = URL.createObjectURL(content);
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// The browser has taken it by then, also a slow one.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
