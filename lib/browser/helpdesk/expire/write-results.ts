import { MOST_RESULTS } from "#lib/core/cohort/expiry-note.ts";
import type { RunContext } from "./expiry-run.ts";

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Has every result written down by the portal's server, in portions, while a run goes on. While the server
 * does not answer, results wait in the journal; a run that was paused leaves them there for later.
 */
export async function writeResults(run: RunContext, lanes: Promise<unknown>): Promise<void> {
	let haveLanesEnded = false;
	const noticed = lanes.then(() => {
		haveLanesEnded = true;
		run.changed();
	});
	let waitMs = FIRST_WAIT_MS;
	for (;;) {
		const count = run.work.unwritten.size;
		if (haveLanesEnded && count === 0) break;
		if (count < MOST_RESULTS && !haveLanesEnded) {
			await run.sleep(LONGEST_WAIT_MS);
			continue;
		}
		run.isAuditDown = !(await writePortion(run));
		if (!run.isAuditDown) waitMs = FIRST_WAIT_MS;
		else {
			if (run.end && run.end !== "complete") break;
			run.changed();
			await run.sleep(waitMs);
			waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
		}
	}
	await noticed;
}

async function writePortion({ work, ports }: RunContext): Promise<boolean> {
	const ids = [...work.unwritten].slice(0, MOST_RESULTS);
	const rows = ids.flatMap((id) => work.rows.get(id) ?? []);
	const results = rows.map(({ id, state }) => ({ id, state }));
	if (!(await ports.note({ step: "results", results }).catch(() => false))) return false;
	for (const id of ids) work.unwritten.delete(id);
	const written = ids.map((id) => work.set(id, { isAudited: true }, ports.now()));
	// If this is not kept, the same results are written down once more, which does no harm.
	await ports.keep(written).catch(() => undefined);
	return true;
}
