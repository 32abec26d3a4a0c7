/** Two short notes: rising for good news, falling for a problem; frequencies in hertz. */
const NOTES = { up: [587.33, 880], down: [440, 329.63] } as const;

type Tone = keyof typeof NOTES;

const NOTE_S = 0.16;
const LOUDNESS = 0.12;

let context: AudioContext | undefined;

/** Browsers let a page play sound only once somebody has interacted with it. */
export function canSound(): boolean {
	return "AudioContext" in window && navigator.userActivation?.hasBeenActive !== false;
}

/** Must be called while handling a key or button press: some browsers only allow sound from then on. */
export function prepareTone(): void {
	if (!("AudioContext" in window)) return;
	context ??= new AudioContext();
	void context.resume().catch(() => undefined);
}

/** Plays a synthesised tone of a third of a second: nothing is loaded. */
export function playTone(tone: Tone): void {
	prepareTone();
	if (!context) return;
	for (const [index, frequency] of NOTES[tone].entries()) {
		playNote(context, frequency, context.currentTime + index * NOTE_S);
	}
}

/** One soft note: its ends are faded, because an abrupt edge clicks. */
function playNote(audio: AudioContext, frequency: number, startS: number): void {
	const note = new OscillatorNode(audio, { frequency });
	const volume = new GainNode(audio, { gain: 0 });
	volume.gain.setValueAtTime(0, startS);
	volume.gain.linearRampToValueAtTime(LOUDNESS, startS + 0.02);
	volume.gain.exponentialRampToValueAtTime(0.001, startS + NOTE_S * 1.5);
	note.connect(volume).connect(audio.destination);
	note.start(startS);
	note.stop(startS + NOTE_S * 1.6);
}
