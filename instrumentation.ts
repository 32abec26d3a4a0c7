/** Next calls this once when the server starts: watches go on before the first page is opened. */
export async function register(): Promise<void> {
	if (process.env.NEXT_RUNTIME !== "nodejs") return;
	const { startServer } = await import("#lib/server/start-server.ts");
	await startServer();
}
