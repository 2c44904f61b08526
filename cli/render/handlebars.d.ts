/** The whole of Handlebars as one file; the package types only its main entry. */
declare module "handlebars/dist/handlebars.js" {
  import Handlebars from "handlebars";
  export = Handlebars;
}
