using System.Net;
using System.Net.Http.Headers;

namespace PromptOpt.Downloads;

/// <summary>Asks for a file: follows redirects itself, so that a token goes to one host only, and puts refusals into words.</summary>
internal sealed class FileServer(HttpClient client)
{
    private const int MostRedirects = 10;

    /// <summary>Asks for the file, from a position on if a part of it is there.</summary>
    /// <exception cref="BrokenTransferException">The network or the server failed; it may pass.</exception>
    /// <exception cref="BadInputException">There is no such file, or access is refused.</exception>
    public async Task<RemoteFile> AskAsync(DownloadRequest request, long from, PartState? state, CancellationToken cancellationToken)
    {
        var address = request.Source;
        Checksum? announced = null;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            var response = await SendAsync(request, Message(request, address, from, state), cancellationToken);
            if (request.ChecksumHeader is { } name && IsSameHost(address, request.Source)) announced ??= ReadChecksum(response, name);
            if (IsUsable(response.StatusCode)) return new(response, announced);
            using (response)
            {
                address = Next(request, response, address) ?? throw Refusal(response.StatusCode, request, address);
            }
        }

        throw new DownloadException($"{request.Name} redirects more than {MostRedirects} times. Check the address.");
    }

    private static HttpRequestMessage Message(DownloadRequest request, Uri address, long from, PartState? state)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("promptopt", null));
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity")); // ranges count the bytes of the file itself
        if (request.Token is { } token && IsSameHost(address, request.Source)) message.Headers.Authorization = new("Bearer", token);
        if (state is null) return message;
        message.Headers.Range = new RangeHeaderValue(from, null);
        message.Headers.IfRange = state.EntityTag is { } tag
            ? new RangeConditionHeaderValue(new EntityTagHeaderValue(tag))
            : new RangeConditionHeaderValue(state.Modified!.Value);
        return message;
    }

    private async Task<HttpResponseMessage> SendAsync(DownloadRequest request, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        using (message)
        {
            try
            {
                return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            }
            catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.SecureConnectionError)
            {
                throw new DownloadException(
                    $"No secure connection to {request.HostName(message.RequestUri!)}: {(e.InnerException ?? e).Message} Check the clock and the certificates of this machine.", e);
            }
            catch (HttpRequestException e)
            {
                var host = request.HostName(message.RequestUri!);
                throw new BrokenTransferException(
                    e.HttpRequestError == HttpRequestError.NameResolutionError ? $"the name {host} cannot be resolved" : $"no answer from {host} ({Cause(e)})", e);
            }
        }
    }

    // The message of the socket names no host, unlike the outer one.
    private static string Cause(HttpRequestException e) => (e.InnerException ?? e).Message.TrimEnd('.');

    private static bool IsUsable(HttpStatusCode status) =>
        status is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable;

    private static Uri? Next(DownloadRequest request, HttpResponseMessage response, Uri address)
    {
        if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) return null;
        var next = new Uri(address, location);
        if (next.Scheme == Uri.UriSchemeHttps || next.Scheme == address.Scheme) return next;
        throw new DownloadException($"{request.Name} redirects from a secure address to an insecure one, which is not followed. Check the address.");
    }

    private static Exception Refusal(HttpStatusCode status, DownloadRequest request, Uri address) => (int)status switch
    {
        401 or 403 => new BadInputException($"Access to {request.Name} is refused ({(int)status}): {request.AccessRemedy}."),
        404 or 410 => new BadInputException($"There is no {request.Name} ({(int)status}). Check the spelling of the address."),
        408 or 429 or >= 500 => new BrokenTransferException($"{request.HostName(address)} answers {(int)status}"),
        _ => new DownloadException($"{request.HostName(address)} answers {(int)status} to {request.Name}. Check the address."),
    };

    private static Checksum? ReadChecksum(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) ? Checksum.TrySha256(values.First().Trim().Trim('"')) : null;

    private static bool IsSameHost(Uri address, Uri source) =>
        address.Scheme == source.Scheme && address.Port == source.Port && address.Host.Equals(source.Host, StringComparison.OrdinalIgnoreCase);
}
