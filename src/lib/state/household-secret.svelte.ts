import { WuseError } from '../core/errors.ts';

/** A secret, and whether its owner keeps it or it is forgotten with the page. */
export interface OpeningSecret {
  readonly secret: Uint8Array;
  readonly isKept: boolean;
}

/** Hashing is loaded when somebody uses it. */
const form = () => import('../privacy/household-secret.ts');

async function random(): Promise<Uint8Array> {
  const { SECRET_BYTES } = await form();
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}

function invalid(name: string): WuseError {
  return new WuseError(
    'PUBLISH_HOUSEHOLD_SECRET_INVALID',
    { zh: '这不是户号密钥文件，或文件已损坏', en: 'this is no household secret, or it is damaged' },
    {
      zh: '请选择原来的密钥文件或它的备份；没有时可新建一个',
      en: 'choose the file that was used before, or its copy; make a new one if there is none',
    },
    { file: name },
  );
}

/** The household secret of this page's visitor: in memory only, gone with the page. */
export class HouseholdSecret {
  /** Name of the file that it was read from or saved to; null while keys hold for one opening only. */
  name: string | null = $state(null);
  failure: WuseError | null = $state.raw(null);
  #kept: Uint8Array | null = $state.raw(null);

  /** Reads a secret's file; what is no secret is `failure`, and what was chosen before stays. */
  async choose(file: File): Promise<void> {
    const { LONGEST_SECRET_FILE, parseSecret } = await form();
    const secret = file.size <= LONGEST_SECRET_FILE ? parseSecret(await file.text()) : null;
    this.failure = secret === null ? invalid(file.name) : null;
    if (secret !== null) [this.#kept, this.name] = [secret, file.name];
  }

  /** Makes a secret and returns the text of the file that it must be kept in. */
  async make(name: string): Promise<string> {
    const { secretText } = await form();
    const secret = await random();
    [this.#kept, this.name, this.failure] = [secret, name, null];
    return secretText(secret);
  }

  /** Goes back to keys that hold for one opening only. */
  drop(): void {
    [this.#kept, this.name, this.failure] = [null, null, null];
  }

  /** True when the next opening would make its keys as that one did. */
  isOf({ secret, isKept }: OpeningSecret): boolean {
    return isKept ? this.#kept === secret : this.#kept === null;
  }

  /** What the next opening makes its keys with. */
  async forOpening(): Promise<OpeningSecret> {
    return { secret: this.#kept ?? (await random()), isKept: this.#kept !== null };
  }
}
