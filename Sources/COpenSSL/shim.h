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

// X.509: parsing.

static inline X509 *tally_x509_from_der(const unsigned char *data, long count) {
    const unsigned char *cursor = data;
    X509 *certificate = d2i_X509(NULL, &cursor, count);
    if (certificate != NULL && cursor != data + count) {
        X509_free(certificate);
        certificate = NULL;
    }
    ERR_clear_error();
    return certificate;
}

static inline X509 *tally_x509_from_pem(const char *text, int count) {
    BIO *input = BIO_new_mem_buf(text, count);
    if (input == NULL) return NULL;
    X509 *certificate = PEM_read_bio_X509(input, NULL, NULL, NULL);
    BIO_free(input);
    ERR_clear_error();
    return certificate;
}

// The UTF-8 text of a subject field: its length, -1 if absent, -2 if there are several, -3 if it
// does not fit or is not text.
static inline int tally_x509_subject_field(
    const X509 *certificate, int nid, unsigned char *output, int capacity) {
    const X509_NAME *name = X509_get_subject_name(certificate);
    int index = X509_NAME_get_index_by_NID((X509_NAME *)name, nid, -1);
    if (index < 0) return -1;
    if (X509_NAME_get_index_by_NID((X509_NAME *)name, nid, index) >= 0) return -2;
    unsigned char *text = NULL;
    int count = ASN1_STRING_to_UTF8(
        &text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
    if (count < 0 || count > capacity) {
        OPENSSL_free(text);
        ERR_clear_error();
        return -3;
    }
    for (int i = 0; i < count; i++) output[i] = text[i];
    OPENSSL_free(text);
    return count;
}

// Seconds since 1970 of the bounds of validity; 0 if one of them cannot be read.
static inline int tally_x509_validity(
    const X509 *certificate, long long *not_before, long long *not_after) {
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days = 0, seconds = 0, good = epoch != NULL;
    if (good) good = ASN1_TIME_diff(&days, &seconds, epoch, X509_get0_notBefore(certificate));
    if (good) *not_before = (long long)days * 86400 + seconds;
    if (good) good = ASN1_TIME_diff(&days, &seconds, epoch, X509_get0_notAfter(certificate));
    if (good) *not_after = (long long)days * 86400 + seconds;
    ASN1_TIME_free(epoch);
    ERR_clear_error();
    return good;
}

// Length of the SubjectPublicKeyInfo, or of the whole certificate; written if it fits.
static inline int tally_x509_public_key_info(
    const X509 *certificate, unsigned char *output, int capacity) {
    int count = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), NULL);
    if (count > 0 && count <= capacity) {
        unsigned char *cursor = output;
        i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &cursor);
    }
    return count;
}

static inline int tally_x509_der(X509 *certificate, unsigned char *output, int capacity) {
    int count = i2d_X509(certificate, NULL);
    if (count > 0 && count <= capacity) {
        unsigned char *cursor = output;
        i2d_X509(certificate, &cursor);
    }
    return count;
}

static inline int tally_x509_is_self_signed(X509 *certificate) {
    int good = X509_self_signed(certificate, 1) == 1;
    ERR_clear_error();
    return good;
}

// X.509: making.

static inline EVP_PKEY *tally_p256_generate(void) { return EVP_EC_gen("P-256"); }

static inline EVP_PKEY *tally_private_key_from_der(const unsigned char *data, long count) {
    const unsigned char *cursor = data;
    EVP_PKEY *key = d2i_AutoPrivateKey(NULL, &cursor, count);
    ERR_clear_error();
    return key;
}

// The PKCS #8 form of a private key: its length; written if it fits.
static inline int tally_private_key_der(EVP_PKEY *key, unsigned char *output, int capacity) {
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    if (info == NULL) return -1;
    int count = i2d_PKCS8_PRIV_KEY_INFO(info, NULL);
    if (count > 0 && count <= capacity) {
        unsigned char *cursor = output;
        i2d_PKCS8_PRIV_KEY_INFO(info, &cursor);
    }
    PKCS8_PRIV_KEY_INFO_free(info);
    return count;
}

static inline int tally_x509_add_subject(
    X509 *certificate, int nid, const unsigned char *text, int count) {
    return X509_NAME_add_entry_by_NID(
        X509_get_subject_name(certificate), nid, MBSTRING_UTF8, (unsigned char *)text, count, -1,
        0);
}

static inline int tally_x509_add_extension(X509 *certificate, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (extension == NULL) return 0;
    int good = X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
    return good;
}

static inline X509 *tally_x509_begin(
    EVP_PKEY *key, const unsigned char *serial, int count, long long from, long long to) {
    X509 *certificate = X509_new();
    BIGNUM *number = BN_bin2bn(serial, count, NULL);
    int good = certificate != NULL && number != NULL && X509_set_version(certificate, 2)
        && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL
        && ASN1_TIME_set(X509_getm_notBefore(certificate), (time_t)from) != NULL
        && ASN1_TIME_set(X509_getm_notAfter(certificate), (time_t)to) != NULL
        && X509_set_pubkey(certificate, key);
    BN_free(number);
    if (!good) {
        X509_free(certificate);
        certificate = NULL;
    }
    return certificate;
}

static inline int tally_x509_finish(X509 *certificate, EVP_PKEY *key) {
    return X509_set_issuer_name(certificate, X509_get_subject_name(certificate))
        && X509_sign(certificate, key, EVP_sha256()) > 0;
}
#endif
