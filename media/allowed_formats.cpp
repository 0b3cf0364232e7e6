#include "media/allowed_formats.h"

#include <algorithm>
#include <new>
#include <string_view>

namespace media {
namespace {

/// Containers and bare streams of cameras, telephones, recorders, disks, television and old players. None of
/// them opens another file by itself, and what a few can refer to goes through io_open, which refuses.
constexpr const char* formats =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,asf,asf_o,mpeg,mpegts,mpegtsraw,mpegvideo,flv,live_flv,rm,ogg,"
    "wav,w64,aiff,caf,au,mp3,aac,loas,ac3,eac3,dts,dtshd,truehd,mlp,flac,ape,tta,tak,wv,mpc,mpc8,shn,amr,"
    "amrnb,"
    "amrwb,gsm,ilbc,g722,g726,g726le,g729,g723_1,qcp,voc,dss,dsf,iff,xwma,oma,aa,dv,mxf,gxf,nut,ivf,nuv,wtv,"
    "dhav,ifv,h261,h263,h264,hevc,m4v,mjpeg,mpjpeg,smjpeg,vc1,obu,av1,dirac,cavsvideo,avs2,avs3,yuv4mpegpipe,"
    "gif,apng,swf,sox,spdif,lmlm4,mtv,vivo,film_cpk,flic";

constexpr const char* decoders =
    // picture
    "h264,hevc,av1,libdav1d,libaom-av1,vp3,vp4,vp5,vp6,vp6a,vp6f,vp7,vp8,vp9,libvpx,libvpx-vp9,theora,"
    "mpeg1video,"
    "mpeg2video,mpegvideo,mpeg4,msmpeg4v1,msmpeg4v2,msmpeg4,h261,h263,h263i,h263p,flv,wmv1,wmv2,wmv3,"
    "wmv3image,"
    "vc1,vc1image,wmavoice,mss1,mss2,mts2,mjpeg,mjpegb,jpegls,jpeg2000,libopenjpeg,prores,dnxhd,cfhd,hap,"
    "dvvideo,dirac,cavs,rv10,rv20,rv30,rv40,svq1,svq3,qtrle,rpza,smc,cinepak,indeo2,indeo3,indeo4,"
    "indeo5,msrle,msvideo1,tscc,camtasia,tscc2,g2m,zmbv,flashsv,flashsv2,vmnc,fraps,huffyuv,ffvhuff,hymt,"
    "ffv1,utvideo,"
    "magicyuv,lagarith,asv1,asv2,snow,8bps,rawvideo,v210,v210x,v308,v408,v410,r210,r10k,yuv4,ayuv,wrapped_"
    "avframe,"
    "png,apng,gif,bmp,tiff,webp,camstudio,aasc,loco,mszh,zlib,vcr1,wnv1,xl,cljr,cyuv,"
    // sound
    "aac,aac_fixed,aac_latm,mp1,mp1float,mp2,mp2float,mp3,mp3float,mp3adu,mp3adufloat,mp3on4,"
    "mp3on4float,als,ac3,ac3_fixed,eac3,dca,truehd,mlp,flac,alac,ape,tta,tak,wavpack,shorten,opus,libopus,"
    "vorbis,"
    "libvorbis,speex,libspeex,wmav1,wmav2,wmapro,wmalossless,amrnb,amrwb,gsm,"
    "gsm_ms,libgsm,libgsm_ms,ilbc,evrc,qcelp,truespeech,cook,real_144,real_288,sipr,ralf,atrac1,atrac3,"
    "atrac3al,atrac3plus,atrac3plusal,nellymoser,mace3,mace6,qdm2,qdmc,g723_1,g729,metasound,mpc7,mpc8,"
    "dsd_lsbf,dsd_lsbf_planar,dsd_msbf,dsd_msbf_planar,dst,dss_sp,on2avc,imc,iac,s302m,dvaudio,dolby_e,"
    "pcm_alaw,pcm_mulaw,pcm_vidc,pcm_bluray,pcm_dvd,pcm_lxf,pcm_s8,pcm_s8_planar,pcm_u8,pcm_s16be,pcm_s16be_"
    "planar,"
    "pcm_s16le,pcm_s16le_planar,pcm_u16be,pcm_u16le,pcm_s24be,pcm_s24daud,pcm_s24le,pcm_s24le_planar,"
    "pcm_u24be,pcm_u24le,pcm_s32be,pcm_s32le,pcm_s32le_planar,pcm_u32be,pcm_u32le,pcm_s64be,pcm_s64le,pcm_"
    "f16le,"
    "pcm_f24le,pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,g722,mimic,truemotion1,truemotion2,nuv,sp5x,amv,"
    "comfortnoise,siren,msnsiren,targa,adpcm_ima_dk3,adpcm_ima_dk4,adpcm_ima_amv,adpcm_ima_smjpeg,8svx_exp,"
    "8svx_fib,adpcm_agm,g726,g726le,adpcm_ima_wav,adpcm_ima_qt,"
    "adpcm_ima_oki,adpcm_ms,adpcm_swf,adpcm_yamaha,adpcm_ct,adpcm_sbpro_2,adpcm_sbpro_3,adpcm_sbpro_4,"
    // subtitles in a container
    "mov_text,subrip,srt,ass,ssa,webvtt,text";

char* copy_of(const char* text) {
    char* copy = av_strdup(text);
    if (copy == nullptr)
        throw std::bad_alloc();
    return copy;
}

bool lists(std::string_view list, std::string_view name) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (list.substr(0, comma) == name)
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

/// FFmpeg names a format by all its containers ("matroska,webm").
bool allows_format(std::string_view names) {
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(','), names.size());
        if (lists(formats, names.substr(0, comma)))
            return true;
        names.remove_prefix(std::min(comma + 1, names.size()));
    }
    return false;
}

} // namespace

void allow_only_clips(AVFormatContext& format) {
    // Of the context, which frees them. A list in an empty string would allow all.
    format.format_whitelist = copy_of(formats);
    format.codec_whitelist = copy_of(decoders);
    format.protocol_whitelist = copy_of("none");
}

std::string refused_format(AVIOContext& io, const std::string& name, int code) {
    if (code != AVERROR(EINVAL) || avio_seek(&io, 0, SEEK_SET) < 0)
        return {};
    const AVInputFormat* found = nullptr;
    if (av_probe_input_buffer2(&io, &found, name.c_str(), nullptr, 0, 0) < 0 || found == nullptr ||
        allows_format(found->name))
        return {};
    return found->long_name != nullptr ? found->long_name : found->name;
}

const AVCodec* allowed_decoder(AVCodecID codec) {
    const AVCodec* decoder = avcodec_find_decoder(codec);
    return decoder != nullptr && lists(decoders, decoder->name) ? decoder : nullptr;
}

} // namespace media
