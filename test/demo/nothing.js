/** Stands for what a browser cannot use. */
export default () => undefined;
