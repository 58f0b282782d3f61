/** Holds up whoever comes to it until it is opened: an activity that hangs for as long as a test wants. */
export class Gate {
  private release!: () => void;
  private arrive!: () => void;
  private readonly opened = new Promise<void>((resolve) => (this.release = resolve));
  private readonly arrived = new Promise<void>((resolve) => (this.arrive = resolve));

  /** Waits until the gate is open. */
  async pass(): Promise<void> {
    this.arrive();
    await this.opened;
  }

  /** Waits until somebody came. */
  async reached(): Promise<void> {
    await this.arrived;
  }

  open(): void {
    this.release();
  }
}
