/** Every table of the partner. Amounts are minor units with tax; times are milliseconds since the epoch. */
export const SCHEMA = `
  CREATE TABLE shop (name TEXT PRIMARY KEY, value TEXT NOT NULL);

  CREATE TABLE products (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT, brand TEXT, categoryPath TEXT NOT NULL,
    specifications TEXT NOT NULL
  );
  CREATE TABLE skus (
    position INTEGER PRIMARY KEY AUTOINCREMENT, sku TEXT NOT NULL UNIQUE, productId INTEGER NOT NULL, name TEXT NOT NULL,
    options TEXT NOT NULL, ean TEXT, weightGrams INTEGER, lengthMm INTEGER, widthMm INTEGER, heightMm INTEGER,
    color TEXT, active INTEGER NOT NULL, services TEXT, attachments TEXT
  );
  -- list '' is the price of everybody without a price list of their own; "until" is null for what is valid now.
  CREATE TABLE prices (sku TEXT NOT NULL, list TEXT NOT NULL, price INTEGER NOT NULL, listPrice INTEGER, until INTEGER);
  CREATE INDEX pricesOfSku ON prices (sku, list);
  -- channels: null serves all.
  CREATE TABLE locations (name TEXT PRIMARY KEY, channels TEXT);
  CREATE TABLE stock (
    sku TEXT NOT NULL, location TEXT NOT NULL, onHand INTEGER NOT NULL CHECK (onHand >= 0), PRIMARY KEY (sku, location)
  );
  -- until: null once the order is paid.
  CREATE TABLE reservations (
    orderId INTEGER NOT NULL, sku TEXT NOT NULL, location TEXT NOT NULL, quantity INTEGER NOT NULL CHECK (quantity > 0),
    until INTEGER
  );
  CREATE INDEX reservationsOfSku ON reservations (sku);
  CREATE INDEX reservationsOfOrder ON reservations (orderId);
  CREATE TABLE shippingOptions (
    position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, channel TEXT NOT NULL,
    postalFrom TEXT NOT NULL, postalTo TEXT NOT NULL, price INTEGER NOT NULL, pricePerKg INTEGER NOT NULL,
    maxWeightGrams INTEGER, estimate TEXT NOT NULL, windows TEXT, pickupPoint TEXT
  );

  CREATE TABLE orders (
    id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL UNIQUE, state TEXT NOT NULL, currency TEXT NOT NULL,
    total INTEGER NOT NULL, shippingPrice INTEGER NOT NULL, shipping TEXT NOT NULL, customer TEXT NOT NULL, address TEXT,
    createdAt INTEGER NOT NULL, paidAt INTEGER
  );
  CREATE TABLE orderLines (
    orderId INTEGER NOT NULL, position INTEGER NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL,
    unitPrice INTEGER NOT NULL, PRIMARY KEY (orderId, position)
  );
  CREATE TABLE orderServices (
    orderId INTEGER NOT NULL, sku TEXT NOT NULL, id TEXT NOT NULL, name TEXT, quantity INTEGER NOT NULL,
    unitPrice INTEGER NOT NULL
  );
  CREATE TABLE orderAttachments (orderId INTEGER NOT NULL, sku TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL);
  CREATE TABLE orderChanges (orderId INTEGER NOT NULL, changeId TEXT NOT NULL, PRIMARY KEY (orderId, changeId));
  CREATE TABLE cancellations (orderId INTEGER PRIMARY KEY, outcome TEXT NOT NULL, reason TEXT);
  CREATE TABLE invoices (
    number TEXT PRIMARY KEY, orderId INTEGER NOT NULL, key TEXT, url TEXT, issuedAt INTEGER NOT NULL,
    total INTEGER NOT NULL, lines TEXT NOT NULL
  );
  CREATE TABLE packages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, orderId INTEGER NOT NULL, invoiceNumber TEXT, courier TEXT,
    trackingNumber TEXT, trackingUrl TEXT, dispatchedAt INTEGER NOT NULL, deliveredAt INTEGER, contents TEXT NOT NULL
  );
  CREATE TABLE trackingEvents (
    packageId INTEGER NOT NULL, at INTEGER NOT NULL, description TEXT NOT NULL, city TEXT, state TEXT
  );
  CREATE TABLE returns (
    number TEXT PRIMARY KEY, orderId INTEGER NOT NULL, issuedAt INTEGER NOT NULL, total INTEGER NOT NULL,
    lines TEXT NOT NULL
  );

  CREATE TABLE idempotencyKeys (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL, usedAt INTEGER NOT NULL
  );
  -- One row per SKU or order: its latest change. So a feed names each once, and no cursor ever grows too old.
  CREATE TABLE changes (
    number INTEGER PRIMARY KEY AUTOINCREMENT, feed TEXT NOT NULL, key TEXT NOT NULL, UNIQUE (feed, key)
  );
  CREATE TABLE webhookMessages (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, keys TEXT NOT NULL, createdAt INTEGER NOT NULL, attempts INTEGER NOT NULL,
    nextAt INTEGER NOT NULL
  );
`
