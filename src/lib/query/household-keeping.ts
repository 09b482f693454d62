import { secretId } from '../privacy/household-secret.ts';
import type { HouseholdKeeping } from './bundle-documents.ts';

/** What is published of the secret that household keys were made with; null: it is kept by nobody. */
export function householdKeeping(kept: Uint8Array | null): HouseholdKeeping {
  return kept === null ? { keys: 'once' } : { keys: 'kept', secretId: secretId(kept) };
}
