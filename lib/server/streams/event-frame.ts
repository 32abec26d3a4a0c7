/** One server-sent event (WHATWG HTML, 9.2). */
type StreamEvent = { name: string; id?: number | undefined; data: unknown };

/** The text of an event. It is made once and sent to every stream that it concerns. */
export function eventFrame({ name, id, data }: StreamEvent): string {
	const head = id === undefined ? "" : `id: ${id}\n`;
	return `${head}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
