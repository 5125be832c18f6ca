// Generated from docs/partner-api.yaml by `npm run generate`. Do not edit.
export interface paths {
    "/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which optional parts you have
         * @description Read at most every 10 minutes. Never while a shopper waits, but for an order with services or attachments when
         *     the last answer is older.
         */
        get: operations["getCapabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Price and stock of some SKUs
         * @description Asked for shelves, product pages and the marketplace's index. Changes nothing. Answer exactly one offer per SKU
         *     asked for. An SKU you do not sell is answered `sold: false`; leaving it out makes the whole answer unusable.
         */
        post: operations["getOffers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Price, stock and shipping of a cart
         * @description Asked for carts and checkout, and once more right before an order is created. Changes nothing, reserves nothing.
         *     Answer exactly one offer per line asked for. `shippingOptions` are for the whole cart; when nothing delivers
         *     there, answer an empty list.
         */
        post: operations["getQuote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/catalog/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything you sell, page by page
         * @description One item per SKU, in a stable order, so that a run that is interrupted can go on from its cursor. Items of one
         *     product should follow each other.
         */
        get: operations["listCatalogItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/catalog/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed since a cursor (optional)
         * @description Called only when you declare `catalogChanges`. Without a cursor, answer no changes and the cursor of this moment.
         *     A change of content, price or stock is a change; a deletion is one too. Answer an SKU once per page, as it is
         *     now. A cursor you no longer know is answered 410 with the code `cursor-expired`; the connector then reads the
         *     whole catalogue.
         */
        get: operations["listCatalogChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an order and reserve its stock
         * @description The shopper finished checkout; nobody has paid yet. Reserve the stock until `reserveUntil`, ship nothing. After
         *     that you may sell it; the order stays open, and `authorizeOrder` may then be refused with `out-of-stock`.
         *     All lines or none. The order is known by its `reference` from now on: created again with the same reference it
         *     is answered 200 with the order you have, whatever the Idempotency-Key.
         *
         *     Refuse with 409 and one of the codes `out-of-stock`, `unknown-sku`, `price-changed`, `shipping-unavailable`.
         */
        post: operations["createOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{reference}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order's `reference`. */
                reference: components["parameters"]["Reference"];
            };
            cookie?: never;
        };
        /**
         * An order as it is now
         * @description Also how the connector finds out what became of a write whose answer was lost. Answer 404 with the code
         *     `order-not-found` only when you are certain that there is no such order.
         */
        get: operations["readOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{reference}/authorize": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order's `reference`. */
                reference: components["parameters"]["Reference"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The order is paid; you may ship
         * @description Repeatable; the body is empty or `{}`. A canceled order is answered 409 with the code `state-conflict`. An order
         *     that went further is answered as it is.
         */
        post: operations["authorizeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{reference}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order's `reference`. */
                reference: components["parameters"]["Reference"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * May this order be canceled?
         * @description Repeatable: asked again, answer what you decided. `done`: it is canceled and its stock is free. `refused`: it
         *     cannot be stopped any more; invoice it. `deciding`: a person looks at it; the connector asks again every minute,
         *     for up to 30 days, each time with a new Idempotency-Key. An order you do not
         *     know is answered 404 with the code `order-not-found`.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{reference}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order's `reference`. */
                reference: components["parameters"]["Reference"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply a change of an open order (optional)
         * @description Called only when you declare `orderChanges`. The lines given are the whole order after the change. All or
         *     nothing; refuse with 409 and the code `change-refused`.
         */
        post: operations["changeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/order-updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders that changed since a cursor (optional)
         * @description Called only when you declare `orderUpdates`, about once a minute. Without it the connector reads its open orders
         *     one by one. Everything counts: a state, an invoice, a package, a tracking event, a cancellation of yours, a
         *     return. Answer an order once per page, as it is now. Without a cursor, answer no orders and the cursor of this
         *     moment. An unknown cursor is answered 410 with the code `cursor-expired`.
         */
        get: operations["listOrderUpdates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    catalogChanged: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Price, stock or content of some SKUs changed (optional)
         * @description Sent by you to the webhook URL of your seller, signed as Standard Webhooks (https://www.standardwebhooks.com)
         *     describe: headers `webhook-id`, `webhook-timestamp`, `webhook-signature`, secret = `webhookSecret` of the
         *     connector's settings. It is a hint: the connector reads the SKUs again with `getOffers`. Send it after the
         *     change can be read. A hint that is lost is made good by the next sync.
         */
        post: operations["catalogChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    ordersChanged: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something happened to some orders (optional)
         * @description Like `catalogChanged`; the connector reads the orders again with `readOrder`.
         */
        post: operations["ordersChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Sku: string;
        /** @description The marketplace's order id. */
        Reference: string;
        /** @description ISO 4217. */
        Currency: string;
        /** @description ISO 3166-1 alpha-3. */
        Country: string;
        /** @description Integer in the minor unit of the body's currency. */
        Money: number;
        /**
         * Format: date-time
         * @description RFC 3339 with offset.
         */
        DateTime: string;
        /**
         * @description Prices and freight in this body include tax.
         * @constant
         */
        TaxIncluded: true;
        /** @enum {string} */
        Channel: "delivery" | "pickup-in-point";
        Cursor: string;
        Capabilities: {
            /** @description You have `listCatalogChanges`. */
            catalogChanges: boolean;
            /** @description You have `listOrderUpdates`. */
            orderUpdates: boolean;
            /** @description You have `changeOrder`. */
            orderChanges: boolean;
            /** @description You send webhooks. */
            webhooks: boolean;
            /** @description You take services such as gift wrapping with an order line. Otherwise an order with a paid one is refused. */
            services?: boolean | null;
            /** @description You take what shoppers fill in for a line, such as an engraving. Otherwise the order comes without it, and the operator is told. */
            attachments?: boolean | null;
        };
        OffersRequest: {
            skus: components["schemas"]["Sku"][];
            /** @description The marketplace's trade policy; ignore it when you have one price. */
            priceList?: string | null;
        };
        OffersAnswer: {
            currency: components["schemas"]["Currency"];
            pricesIncludeTax: components["schemas"]["TaxIncluded"];
            offers: components["schemas"]["Offer"][];
        };
        Offer: {
            sku: components["schemas"]["Sku"];
            /** @description false: you do not sell it, the other fields are absent. */
            sold: boolean;
            /** @description One unit. Absent or null while it has no price; it is then shown as unavailable. */
            price?: components["schemas"]["Money"] | null;
            /** @description Before discount; absent when there is none. */
            listPrice?: components["schemas"]["Money"] | null;
            /** @description Required when `sold` is true. */
            stock?: components["schemas"]["Stock"];
            /** @description `un` when absent. */
            measurementUnit?: string | null;
            /** @description 1 when absent. */
            unitMultiplier?: number | null;
            /** @description What a shopper may buy with it, such as a warranty; each `id` once. Absent when there is none. An order line names what was bought. */
            services?: components["schemas"]["OfferedService"][] | null;
            /** @description What a shopper may fill in, such as an engraving; each `name` once. Absent when there is none. An order line has what was filled in. */
            attachments?: components["schemas"]["OfferedAttachment"][] | null;
        };
        OfferedService: {
            /** @description Stable over time. */
            id: string;
            /** @description Its kind, e.g. `Warranty`. */
            type: string;
            /** @description Shown to shoppers. */
            name: string;
            /** @description For one unit of the SKU. */
            price: components["schemas"]["Money"];
        };
        OfferedAttachment: {
            /** @description Stable over time; shown to shoppers. */
            name: string;
            /** @description true: the SKU is not sold without it. */
            required?: boolean | null;
            /** @description Each `name` once. */
            fields: {
                name: string;
                /** @description Most characters; 100 when absent. */
                maxLength?: number | null;
                /** @description The texts to choose from; any text when absent. */
                options?: string[] | null;
            }[];
        };
        /**
         * @description What can be promised now, per location; reserved units are not in it. The connector adds the locations up per
         *     channel. When one line cannot be served from several locations, report only the location with the most.
         */
        Stock: {
            location: string;
            quantity: number;
            /** @description Which channels it serves; both when absent. */
            channels?: components["schemas"]["Channel"][] | null;
        }[];
        QuoteRequest: {
            lines: {
                sku: components["schemas"]["Sku"];
                quantity: number;
            }[];
            destination: {
                country?: components["schemas"]["Country"] | null;
                postalCode?: string | null;
                geoCoordinates?: components["schemas"]["GeoCoordinates"] | null;
            };
            priceList?: string | null;
        };
        GeoCoordinates: {
            longitude: number;
            latitude: number;
        };
        QuoteAnswer: {
            currency: components["schemas"]["Currency"];
            pricesIncludeTax: components["schemas"]["TaxIncluded"];
            offers: components["schemas"]["Offer"][];
            shippingOptions: components["schemas"]["ShippingOption"][];
        };
        ShippingOption: {
            /** @description Stable over time; an order names it. */
            id: string;
            /** @description Shown to shoppers. */
            name: string;
            channel: components["schemas"]["Channel"];
            /** @description For the whole cart. */
            price: components["schemas"]["Money"];
            /** @description Business days, days, hours or minutes: `3bd`, `2d`, `4h`, `45m`. */
            estimate: string;
            /** @description For scheduled delivery; the price is added to the option's. */
            deliveryWindows?: {
                start: components["schemas"]["DateTime"];
                end: components["schemas"]["DateTime"];
                price: components["schemas"]["Money"];
            }[] | null;
            /** @description Required when the channel is `pickup-in-point`. */
            pickupPoint?: components["schemas"]["PickupPoint"] | null;
        };
        PickupPoint: {
            id: string;
            name: string;
            instructions?: string | null;
            address: {
                country: components["schemas"]["Country"];
                postalCode: string;
                city: string;
                state: string;
                street: string;
                number?: string | null;
                neighborhood?: string | null;
                complement?: string | null;
                geoCoordinates?: components["schemas"]["GeoCoordinates"] | null;
            };
        };
        CatalogPage: {
            currency: components["schemas"]["Currency"];
            pricesIncludeTax: components["schemas"]["TaxIncluded"];
            items: components["schemas"]["CatalogItem"][];
            /** @description Absent or null on the last page. */
            nextCursor?: components["schemas"]["Cursor"] | null;
        };
        /**
         * @description One SKU. What the marketplace requires and you leave out (brand, category, EAN, image, dimensions) is told to the
         *     operator per SKU; the SKU is then not offered. Neither is one whose `sku` holds other characters than letters,
         *     digits, `.`, `_` and `-`, or whose name is longer than 150 characters.
         */
        CatalogItem: {
            sku: components["schemas"]["Sku"];
            /** @description The same for all variants of a product. */
            productId: string;
            productName: string;
            skuName: string;
            /** @description Text or HTML. */
            description?: string | null;
            brand?: string | null;
            /** @description Department first. */
            categoryPath?: string[] | null;
            eans?: string[] | null;
            refId?: string | null;
            images?: {
                /** @description Public, https. */
                url: string;
                name?: string | null;
            }[] | null;
            dimensions?: null | {
                heightCm?: number | null;
                widthCm?: number | null;
                lengthCm?: number | null;
                weightGrams?: number | null;
            };
            skuSpecifications?: components["schemas"]["Specifications"] | null;
            productSpecifications?: components["schemas"]["Specifications"] | null;
            measurementUnit?: string | null;
            unitMultiplier?: number | null;
            /** @description false: kept, but not sold. */
            active: boolean;
            price?: components["schemas"]["Money"] | null;
            listPrice?: components["schemas"]["Money"] | null;
            stock: components["schemas"]["Stock"];
        };
        Specifications: {
            name: string;
            values: string[];
        }[];
        CatalogChanges: {
            currency: components["schemas"]["Currency"];
            pricesIncludeTax: components["schemas"]["TaxIncluded"];
            changes: {
                sku: components["schemas"]["Sku"];
                deleted?: boolean | null;
                item?: components["schemas"]["CatalogItem"] | null;
            }[];
            nextCursor: components["schemas"]["Cursor"];
            /** @description true: ask again at once. */
            more: boolean;
        };
        NewOrder: {
            reference: components["schemas"]["Reference"];
            currency: components["schemas"]["Currency"];
            pricesIncludeTax: components["schemas"]["TaxIncluded"];
            priceList?: string | null;
            reserveUntil: components["schemas"]["DateTime"];
            lines: components["schemas"]["NewOrderLine"][];
            shipping: {
                optionId: string;
                channel: components["schemas"]["Channel"];
                price: components["schemas"]["Money"];
                deliveryWindow?: null | {
                    start: components["schemas"]["DateTime"];
                    end: components["schemas"]["DateTime"];
                };
            };
            /** @description Lines, their services, and shipping. */
            total: components["schemas"]["Money"];
            /** @description The marketplace may mask the e-mail address (`…@ct.vtex.com.br`). A text it does not have is empty. */
            customer: {
                email: string;
                firstName: string;
                lastName: string;
                phone?: string | null;
                document?: string | null;
                documentType?: string | null;
                corporateName?: string | null;
                corporateDocument?: string | null;
                tradeName?: string | null;
                stateInscription?: string | null;
                corporatePhone?: string | null;
            };
            /** @description What shopper or marketplace wrote to the order. May name people. */
            note?: string | null;
            /** @description Fields the marketplace added to the order. Ignore those you do not know. */
            customFields?: {
                /** @description Whose field it is. */
                app: string;
                name: string;
                value: string;
            }[] | null;
            /** @description For a pickup it is absent, or the address of the pickup point. */
            address?: null | {
                country: string;
                postalCode: string;
                city: string;
                state: string;
                street: string;
                number?: string | null;
                neighborhood?: string | null;
                complement?: string | null;
                reference?: string | null;
                receiverName?: string | null;
            };
        };
        /** @description One line as it is ordered. */
        NewOrderLine: {
            sku: components["schemas"]["Sku"];
            quantity: number;
            /** @description Agreed with the shopper. */
            unitPrice: components["schemas"]["Money"];
            /** @description Only when you declare `services`. */
            services?: components["schemas"]["LineService"][] | null;
            /** @description Only when you declare `attachments`. What the shopper filled in; it may name people. */
            attachments?: components["schemas"]["LineAttachment"][] | null;
        };
        /** @description A service bought with a line, such as gift wrapping. It costs `quantity` × `unitPrice`. */
        LineService: {
            id: string;
            type?: string | null;
            name?: string | null;
            quantity: number;
            /** @description Agreed with the shopper. */
            unitPrice: components["schemas"]["Money"];
        };
        LineAttachment: {
            /** @description Of the form, e.g. `engraving`. */
            name: string;
            /** @description What was filled in, by field. */
            content: {
                [key: string]: string;
            };
        };
        OrderLine: {
            sku: components["schemas"]["Sku"];
            quantity: number;
            /** @description Agreed with the shopper. */
            unitPrice: components["schemas"]["Money"];
        };
        Order: {
            reference: components["schemas"]["Reference"];
            /** @description Your own id. */
            id: string;
            /** @description What your staff calls it. */
            number: string;
            /**
             * @description `open`: reserved, not paid. `authorized`: paid, not shipped. `canceled` is final.
             * @enum {string}
             */
            state: "open" | "authorized" | "partiallyShipped" | "shipped" | "delivered" | "canceled";
            currency: components["schemas"]["Currency"];
            total: components["schemas"]["Money"];
            /** @description What was ordered. Recommended; it tells the connector that the order under a reference is the one it means. */
            lines?: components["schemas"]["OrderLine"][] | null;
            invoices?: components["schemas"]["Invoice"][] | null;
            packages?: components["schemas"]["Package"][] | null;
            returns?: components["schemas"]["Return"][] | null;
        };
        /** @description Once answered, an invoice never changes. */
        Invoice: {
            /** @description Letters, digits and `-`; any other character is shown as `-` in the marketplace. */
            number: string;
            /** @description Fiscal key. */
            key?: string | null;
            url?: string | null;
            issuedAt: components["schemas"]["DateTime"];
            /** @description With freight. All invoices together may not exceed the order. */
            total: components["schemas"]["Money"];
            lines: components["schemas"]["OrderLine"][];
        };
        Package: {
            id: string;
            invoiceNumber: string;
            courier?: string | null;
            trackingNumber?: string | null;
            trackingUrl?: string | null;
            dispatchedAt?: components["schemas"]["DateTime"] | null;
            deliveredAt?: components["schemas"]["DateTime"] | null;
            events?: {
                at: components["schemas"]["DateTime"];
                description: string;
                city?: string | null;
                state?: string | null;
            }[] | null;
        };
        Return: {
            /** @description Of the return invoice, written like theirs. */
            number: string;
            issuedAt: components["schemas"]["DateTime"];
            total: components["schemas"]["Money"];
            lines: components["schemas"]["OrderLine"][];
        };
        CancelRequest: {
            reason: string;
        };
        CancelAnswer: {
            /** @enum {string} */
            outcome: "done" | "refused" | "deciding";
            /** @description For your own logs; the connector keeps no free text of yours. */
            reason?: string | null;
        };
        OrderChange: {
            changeId: string;
            reason: string;
            lines: components["schemas"]["OrderLine"][];
            total: components["schemas"]["Money"];
        };
        OrderUpdates: {
            orders: components["schemas"]["Order"][];
            nextCursor: components["schemas"]["Cursor"];
            more: boolean;
        };
        CatalogChangedEvent: {
            /** @constant */
            type: "catalog.changed";
            timestamp: components["schemas"]["DateTime"];
            data: {
                skus: components["schemas"]["Sku"][];
            };
        };
        OrdersChangedEvent: {
            /** @constant */
            type: "orders.changed";
            timestamp: components["schemas"]["DateTime"];
            data: {
                references: components["schemas"]["Reference"][];
            };
        };
        Problem: {
            type?: string | null;
            title?: string | null;
            status: number;
            /** @description For developers; no personal data. */
            detail?: string | null;
            /**
             * @description | code | status | when |
             *     |---|---|---|
             *     | `invalid-request` | 400, 422 | the body or a parameter is not as described |
             *     | `unauthorized` | 401 | the token is wrong |
             *     | `order-not-found` | 404 | certainly no such order |
             *     | `cursor-expired` | 410 | begin without a cursor |
             *     | `out-of-stock` | 409 | a line cannot be reserved in full; `sku` names it |
             *     | `unknown-sku` | 409 | you do not sell it; `sku` names it |
             *     | `price-changed` | 409 | you do not accept a price or the freight |
             *     | `shipping-unavailable` | 409 | the option does not serve this order |
             *     | `state-conflict` | 409 | the order is in a state that does not allow it |
             *     | `change-refused` | 409 | the change cannot be applied |
             *     | `idempotency-conflict` | 409 | the key was used with another body |
             *     | `rate-limited` | 429 | too many requests; nothing was done |
             *     | `unavailable` | 503 | nothing was done; come back |
             *     | `internal` | 500 | nobody knows what was done |
             *     Other codes may appear; they are treated by their status.
             */
            code: string;
            sku?: components["schemas"]["Sku"] | null;
            /** @description The same as the header `Retry-After`. */
            retryAfter?: number | null;
        };
    };
    responses: {
        /** @description What is wrong, as problem details (RFC 9457). */
        Problem: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                RateLimit: components["headers"]["RateLimit"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The `nextCursor` of the page before; absent for the first page. */
        Cursor: string;
        /** @description Most entries wanted. You may answer fewer, never more. */
        Limit: number;
        /** @description The order's `reference`. */
        Reference: components["schemas"]["Reference"];
        /** @description The same for every repeat of one write. */
        IdempotencyKey: string;
        /** @description Unique per event, the same for every repeat of its delivery. */
        WebhookId: string;
        /** @description Seconds since the epoch, at most 5 minutes from the connector's clock. */
        WebhookTimestamp: string;
        /** @description `v1,` and the base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`; several, separated by spaces, while a secret is rotated. */
        WebhookSignature: string;
    };
    requestBodies: never;
    headers: {
        /** @description Optional. What is left, as `limit=100, remaining=42, reset=30` (seconds). */
        RateLimit: string;
        /** @description Seconds to wait, for 429 and 503. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Your optional parts. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Capabilities"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getOffers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OffersRequest"];
            };
        };
        responses: {
            /** @description One offer per SKU. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OffersAnswer"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getQuote: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteRequest"];
            };
        };
        responses: {
            /** @description Offers and shipping options. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuoteAnswer"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listCatalogItems: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Most entries wanted. You may answer fewer, never more. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogPage"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listCatalogChanges: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Most entries wanted. You may answer fewer, never more. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Changes in the order they happened. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogChanges"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every repeat of one write. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOrder"];
            };
        };
        responses: {
            /** @description You had it already. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Created. */
            201: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    readOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The order's `reference`. */
                reference: components["parameters"]["Reference"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order with its invoices, packages and returns. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    authorizeOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every repeat of one write. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The order's `reference`. */
                reference: components["parameters"]["Reference"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order, now authorized or further. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every repeat of one write. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The order's `reference`. */
                reference: components["parameters"]["Reference"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancelRequest"];
            };
        };
        responses: {
            /** @description Your decision. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelAnswer"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description The same for every repeat of one write. */
                "Idempotency-Key": components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The order's `reference`. */
                reference: components["parameters"]["Reference"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderChange"];
            };
        };
        responses: {
            /** @description The order after the change. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listOrderUpdates: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the page before; absent for the first page. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Most entries wanted. You may answer fewer, never more. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Orders in the order they changed. */
            200: {
                headers: {
                    RateLimit: components["headers"]["RateLimit"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderUpdates"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    catalogChanged: {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per event, the same for every repeat of its delivery. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since the epoch, at most 5 minutes from the connector's clock. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and the base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`; several, separated by spaces, while a secret is rotated. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CatalogChangedEvent"];
            };
        };
        responses: {
            /** @description Taken. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not in this form. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Signature or time wrong. Nothing was done. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This webhook-id came before. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Come back later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    ordersChanged: {
        parameters: {
            query?: never;
            header: {
                /** @description Unique per event, the same for every repeat of its delivery. */
                "webhook-id": components["parameters"]["WebhookId"];
                /** @description Seconds since the epoch, at most 5 minutes from the connector's clock. */
                "webhook-timestamp": components["parameters"]["WebhookTimestamp"];
                /** @description `v1,` and the base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`; several, separated by spaces, while a secret is rotated. */
                "webhook-signature": components["parameters"]["WebhookSignature"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrdersChangedEvent"];
            };
        };
        responses: {
            /** @description Taken. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not in this form. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Signature or time wrong. Nothing was done. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description This webhook-id came before. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Come back later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
