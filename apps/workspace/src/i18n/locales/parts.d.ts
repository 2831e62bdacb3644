/** A language's texts with the top-level keys of `first.ts`, or without them. */
declare module '*.json?first' {
  const texts: object;
  export default texts;
}

declare module '*.json?rest' {
  const texts: object;
  export default texts;
}
