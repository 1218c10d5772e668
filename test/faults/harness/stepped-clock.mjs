// Preloaded by `node --import`: this process's clock is CLOCK_STEP_MS away from the right time.
const step = Number(process.env.CLOCK_STEP_MS);
const Right = Date;
const now = () => Right.now() + step;

globalThis.Date = new Proxy(Right, {
  construct: (target, args, made) => Reflect.construct(target, args.length === 0 ? [now()] : args, made),
  apply: () => new Right(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
