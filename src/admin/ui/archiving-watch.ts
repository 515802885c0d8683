/** What the archiver tells, held for the pane IM Archiving, and asked for anew every few seconds while that is seen. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ArchiverClient } from '../archiving/archiver-client.js';
import type { ArchiveEndpoint, ArchiverProblem, ArchiverStatus, Assignments } from '../archiving/archiver.js';
import { findArchiver, type FoundArchiver } from '../archiving/find-archiver.js';
import type { AdminWire } from '../wire.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly interval: number };

export class ArchivingWatch implements ReactiveController {
  /** Undefined until it was looked for. */
  found: FoundArchiver | undefined;
  client: ArchiverClient | undefined;
  /** What was told last; it stays while something is wrong. */
  status: ArchiverStatus | undefined;
  endpoints: readonly ArchiveEndpoint[] = [];
  assignments: Assignments | undefined;
  /** Why nothing newer is known. */
  problem: ArchiverProblem | undefined;
  /** When `status` was told, in milliseconds since 1970. */
  at = 0;
  isLooking = false;

  readonly #host: Host;
  #wire: AdminWire | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReading = false;
  #readings = 0;
  /** How many people were named for which endpoint when they were read. */
  #counted = '';

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#again();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  /** Looks for the archiver of this server; what is known of another one is forgotten. */
  async begin(wire: AdminWire | undefined): Promise<void> {
    this.#wire = wire;
    this.found = this.client = this.status = this.assignments = this.problem = undefined;
    this.endpoints = [];
    await this.look();
  }

  async look(): Promise<void> {
    const wire = this.#wire;
    if (!wire || this.isLooking) return;
    this.isLooking = true;
    this.#host.requestUpdate();
    const found = await findArchiver(wire);
    this.isLooking = false;
    if (wire !== this.#wire) return void this.look();
    this.found = found;
    const address = 'address' in found ? found.address : undefined;
    this.client = address === undefined ? undefined : new ArchiverClient(wire, address);
    this.problem = found.kind === 'silent' ? { kind: 'silent' } : undefined;
    if (found.kind === 'there') await this.refresh();
    this.#host.requestUpdate();
  }

  /** Asks for everything anew, as after a change. */
  async refresh(): Promise<void> {
    this.#counted = '';
    await this.#read();
  }

  #again(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tick(), this.#host.interval);
  }

  async #tick(): Promise<void> {
    const isSeen = document.visibilityState === 'visible' && this.#host.checkVisibility();
    if (isSeen && this.#wire && !this.#isReading) await this.#lookAgain(this.#wire);
    if (this.#host.isConnected) this.#again();
  }

  async #lookAgain({ isOnline }: AdminWire): Promise<void> {
    if (!isOnline) {
      // A failure that is shown already stays as it is.
      if (this.status) this.problem = { kind: 'offline' };
      this.#host.requestUpdate();
    } else if (this.client) {
      await this.#read();
    } else if (this.found?.kind === 'failed') {
      await this.look();
    }
  }

  async #read(): Promise<void> {
    const { client } = this;
    if (!client) return;
    const reading = (this.#readings += 1);
    this.#isReading = true;
    const problem = await this.#readFrom(client, () => reading === this.#readings);
    if (reading !== this.#readings) return; // what was asked for since is newer
    this.#isReading = false;
    if (client !== this.client) return; // it is about another server
    this.problem = problem;
    this.#host.requestUpdate();
  }

  /** Resolves with what went wrong. */
  async #readFrom(client: ArchiverClient, isLatest: () => boolean): Promise<ArchiverProblem | undefined> {
    const [status, endpoints] = await Promise.all([client.status(), client.endpoints()]);
    if (!status.ok) return status.problem;
    if (!endpoints.ok) return endpoints.problem;
    const counted = JSON.stringify(endpoints.value.map(({ name, people }) => [name, people]));
    const assignments = counted !== this.#counted || !this.assignments ? await client.assignments() : undefined;
    if (assignments?.ok === false) return assignments.problem;
    if (!isLatest() || client !== this.client) return undefined;
    if (assignments) [this.assignments, this.#counted] = [assignments.value, counted];
    this.status = status.value;
    this.endpoints = endpoints.value;
    this.at = Date.now();
    return undefined;
  }
}
