#ifndef TALLY_COPENSSL_SHIM_H
#define TALLY_COPENSSL_SHIM_H
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <openssl/pem.h>
#include <openssl/err.h>

// Macros and deprecated one-shots that Swift cannot import directly.
static inline int tally_sha256(const unsigned char *data, size_t count, unsigned char *digest) {
    return SHA256(data, count, digest) != NULL;
}
#endif
