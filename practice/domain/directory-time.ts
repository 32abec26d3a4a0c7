/** Milliseconds between Windows' epoch, 1601-01-01, and 1970-01-01. */
const EPOCH_GAP_MS = 11_644_473_600_000n;

/** A time as FILETIME: 100-nanosecond intervals since 1601 (MS-DTYP 2.3.3). */
export function fileTime(at: Date): bigint {
	return (BigInt(at.getTime()) + EPOCH_GAP_MS) * 10_000n;
}

/** A duration in Active Directory's format: negative 100-nanosecond intervals (MS-ADTS 3.1.1.3.1.1.5). */
export function interval(milliseconds: number): string {
	return String(BigInt(milliseconds) * -10_000n);
}

/** Whole seconds since 1601, the form of `replPropertyMetaData` (DSTIME in MS-DRSR 5.52). */
export function directorySeconds(at: Date): number {
	return Math.floor((at.getTime() + Number(EPOCH_GAP_MS)) / 1000);
}

/** A time as GeneralizedTime in whole seconds, in Active Directory's format: `20261122151443.0Z`. */
export function generalizedTime(at: Date): string {
	return `${at.toISOString().slice(0, 19).replaceAll(/[-:T]/g, "")}.0Z`;
}
