import { createContext } from "react";
import { Address } from "./address";

/** The address of the page that is shown. */
export const AddressContext = createContext(new Address("?"));
